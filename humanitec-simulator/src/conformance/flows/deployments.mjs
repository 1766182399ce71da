import assert from 'node:assert/strict';
import { application, deploy, filtered, matches, module, only, refused, until } from '../support.mjs';

const image = (web, op = 'replace') => ({ modules: { update: { web: [{ op, path: '/spec/containers/main/image', value: web }] } } });

export async function deltas(api) {
  const shop = await application(api, 'walk-deltas');
  const created = await shop.createDelta({}, { metadata: { env_id: 'development', name: 'First' }, modules: { add: { web: module('web:1') } } });
  const deltaId = created.id;
  matches(created, { metadata: { env_id: 'development', name: 'First', archived: false }, modules: { add: { web: module('web:1') } } });
  assert.deepEqual(await shop.getDelta({ deltaId }), created);
  assert.deepEqual(only(await shop.listDeltas(), 'id', deltaId), created);

  const changed = await shop.patchDelta({ deltaId }, [image('web:2'), { modules: { remove: ['old'] } }]);
  assert.equal(changed.modules.add.web.spec.containers.main.image, 'web:2');
  assert.deepEqual(changed.modules.remove, ['old']);
  assert.deepEqual((await shop.getDelta({ deltaId })).modules, changed.modules);
  await shop.replaceDelta({ deltaId }, { modules: { remove: ['web'] }, shared: [{ op: 'add', path: '/db', value: { type: 'postgres' } }] });
  const replaced = await shop.getDelta({ deltaId });
  assert.deepEqual(replaced.modules.remove, ['web']);
  assert.deepEqual(replaced.modules.add ?? {}, {});
  matches(replaced.shared[0], { op: 'add', path: '/db' });

  await shop.createEnvironment({}, { id: 'other', name: 'Other', type: 'staging' });
  await shop.createDelta({}, { metadata: { env_id: 'development' } });
  await shop.setDeltaName({ deltaId }, 'Second');
  await shop.setDeltaEnvironment({ deltaId }, 'other');
  matches(await shop.getDelta({ deltaId }), { metadata: { name: 'Second', env_id: 'other' } });
  assert.deepEqual((await shop.listDeltas({ env: 'other' })).map((delta) => delta.id), [deltaId]);
  await shop.archiveDelta({ deltaId }, true);
  matches(await shop.getDelta({ deltaId }), { metadata: { archived: true } });
  assert.ok(!(await shop.listDeltas()).some((delta) => delta.id === deltaId));
  assert.ok((await shop.listDeltas({ archived: true })).some((delta) => delta.id === deltaId));
  await refused(404, shop.getDelta({ deltaId: 'none' }));
}

export async function sets(api) {
  const shop = await application(api, 'walk-sets');
  const first = await shop.applyDelta({ setId: '0' }, { modules: { add: { web: module('web:1', { db: { type: 'postgres' } }) } } });
  const second = await shop.applyDelta({ setId: first }, { ...image('web:2'), shared: [{ op: 'add', path: '/dns', value: { type: 'dns' } }] });
  assert.notEqual(second, first);
  assert.equal((await shop.getSet({ setId: first })).modules.web.spec.containers.main.image, 'web:1');
  const stored = await shop.getSet({ setId: second });
  assert.equal(stored.modules.web.spec.containers.main.image, 'web:2');
  matches(stored.shared, { dns: { type: 'dns' } });
  const difference = await shop.getSetDifference({ setId: second, sourceSetId: first });
  matches(difference.modules.update.web[0], { op: 'replace', value: 'web:2' });
  matches(await shop.getSet({ setId: second, diff: first }), { modules: difference.modules });
  const ids = (await shop.listSets()).map((set) => set.id);
  assert.ok(ids.includes(first) && ids.includes(second));
  const needed = await shop.listSetResources({ setId: second });
  assert.deepEqual(needed.map((resource) => resource.type).filter((type) => ['dns', 'postgres'].includes(type)).sort(), ['dns', 'postgres']);
  assert.ok(!(await shop.listSetResources({ setId: first })).some((resource) => resource.id === 'shared.dns'));
  await refused(404, shop.getSet({ setId: 'none' }));
}

export async function deployments(api) {
  const shop = await application(api, 'walk-deploys');
  const modules = { add: { web: module('web:1', { db: { type: 'postgres' } }) } };
  const done = await deploy(shop, { modules, shared: [{ op: 'add', path: '/dns', value: { type: 'dns' } }] }, 'First');
  matches(done, { status: 'succeeded', comment: 'First', env_id: 'development' });
  assert.deepEqual(await shop.listDeployments(), [done]);
  matches(await shop.getEnvironment(), { last_deploy: { id: done.id, set_id: done.set_id } });
  assert.deepEqual(await shop.listDeploymentErrors({ deployId: done.id }), []);
  assert.deepEqual(Object.keys((await shop.getSet({ setId: done.set_id })).modules), ['web']);

  const run = await shop.getPipelineRun({ pipelineId: 'default', runId: done.pipeline.run_id });
  matches(run, { status: 'succeeded', trigger: 'deployment_request', env_ids: ['development'], inputs: { env_id: 'development' } });
  const job = await shop.getPipelineJob({ pipelineId: 'default', runId: run.id, jobId: done.pipeline.job_id });
  assert.equal(job.steps[done.pipeline.step_index].related_entities.deployment_id, done.id);

  const second = await deploy(shop, image('web:2'), 'Second');
  matches(second, { status: 'succeeded', from_id: done.id });
  filtered(await shop.listDeployments(), await shop.listDeployments({ pipelineRunId: `default,${run.id}` }), 'id', done.id);
  await shop.createDeployment({}, { set_id: done.set_id, comment: 'Back' });
  await refused(409, shop.createDeployment({}, { set_id: second.set_id }));
  const back = await until(async () => (await shop.listDeployments())[0], (newest) => newest.status === 'succeeded');
  matches(back, { comment: 'Back', set_id: done.set_id });
  await refused(404, shop.getDeployment({ deployId: 'none' }));
  await refused(400, shop.createDeployment({}, { delta_id: 'none' }));
}

export async function failingDeployments(api) {
  const shop = await application(api, 'walk-failing');
  const good = await deploy(shop, { modules: { add: { web: module('web:1') } } });
  const bad = await deploy(shop, image('web:broken'));
  matches(bad, { status: 'failed' });
  const errors = await shop.listDeploymentErrors({ deployId: bad.id });
  matches(only(errors, 'object_id', 'modules.web'), {});
  matches(await shop.getPipelineRun({ pipelineId: 'default', runId: bad.pipeline.run_id }), { status: 'failed' });
  assert.equal((await shop.getSet({ setId: good.set_id })).modules.web.spec.containers.main.image, 'web:1');
  const logs = { workload_id: 'web', container_id: 'main' };
  const all = await shop.listLogs(logs);
  const failed = await shop.listLogs({ ...logs, deployment_id: bad.id });
  assert.ok(failed.length > 0 && failed.length < all.length);
  assert.equal((await shop.listLogs({ ...logs, limit: 1 })).length, 1);
  assert.deepEqual(await shop.listLogs({ ...logs, limit: 1, asc: true }), all.toSorted((a, b) => a.timestamp.localeCompare(b.timestamp)).slice(0, 1));
  assert.deepEqual(await shop.listLogs({ ...logs, timestamp_from: '2999-01-01T00:00:00Z' }), []);
}

const pods = (runtime) => runtime.modules.web.web.pods;

export async function runtime(api) {
  const shop = await application(api, 'walk-runtime');
  await deploy(shop, { modules: { add: { web: module('web:1') } } });
  assert.equal(pods(await shop.getRuntime()).length, 1);
  await shop.scaleReplicas({}, { web: 3 });
  const scaled = await until(() => shop.getRuntime(), (now) => pods(now).filter((pod) => pod.phase === 'Running').length === 3);
  assert.equal(scaled.modules.web.web.replicas, 3);
  await refused(400, shop.scaleReplicas({}, { none: 1 }));
  await shop.createEnvironment({}, { id: 'other', name: 'Other', type: 'staging' });
  await shop.setPaused({}, true);
  const both = await shop.listRuntimes({ id: ['development', 'other'] });
  matches(only(both, 'id', 'development'), { paused: true });
  matches(only(both, 'id', 'other'), { paused: false });
  filtered(both, await shop.listRuntimes({ id: 'other' }), 'id', 'other');
  await until(() => shop.getRuntime(), (now) => pods(now).length === 0);
  await refused(400, shop.scaleReplicas({}, { web: 1 }));
  await shop.setPaused({}, false);
  await until(() => shop.getRuntime(), (now) => pods(now).length === 3);
}

export async function activeResources(api) {
  const definition = { id: 'walk-active', name: 'Database', type: 'postgres', driver_type: 'humanitec/echo' };
  const { active_version_id: version } = await api.createResourceDefinition({}, {
    ...definition,
    driver_inputs: { values: { host: 'db.walk.example.com' } },
    criteria: [{ app_id: 'walk-active' }],
  });
  const shop = await application(api, 'walk-active');
  assert.deepEqual(await shop.listActiveResources(), []);
  const { id: deployId } = await deploy(shop, { modules: { add: { web: module('web:1', { db: { type: 'postgres' } }) } } });
  const resources = await shop.listActiveResources();
  assert.ok(['workload', 'k8s-namespace', 'k8s-cluster', 'postgres'].every((type) => resources.some((resource) => resource.type === type)));
  const database = only(resources, 'type', 'postgres');
  matches(database, { def_id: 'walk-active', def_version_id: version, deploy_id: deployId, resource: { host: 'db.walk.example.com' } });
  assert.deepEqual(await api.listResourcesOfDefinition({ defId: 'walk-active' }), [database]);
  assert.deepEqual(await shop.listActiveResources({ scheduled_deletion: true }), []);

  const place = { type: 'postgres', resId: database.res_id };
  matches(await shop.pinActiveResource(place, { target_def_version_id: version }), { target_def_version_id: version });
  matches(only(await shop.listActiveResources(), 'type', 'postgres'), { target_def_version_id: version });
  await shop.pinActiveResource(place, { target_def_version_id: null });
  assert.equal(only(await shop.listActiveResources(), 'type', 'postgres').target_def_version_id, undefined);

  const graph = await shop.createDependencyGraph({}, [{ id: 'shared.db', type: 'postgres' }, { id: 'shared.dns', type: 'dns' }]);
  matches(only(graph.nodes, 'id', 'shared.db'), { def_id: 'walk-active', def_version_id: version });
  assert.equal(graph.nodes.filter((node) => node.id === 'shared.dns').length, 1);
  assert.deepEqual(await shop.getDependencyGraph({ graphId: graph.id }), graph);

  await shop.deleteActiveResource(place);
  assert.ok(!(await shop.listActiveResources()).some((resource) => resource.type === 'postgres'));
  await refused(404, shop.deleteActiveResource(place));
}

export async function connectivity(api) {
  await application(api, 'walk-reach');
  const question = { app_id: 'walk-reach', env_id: 'development', env_type: 'development' };
  const cluster = { id: 'walk-reach', name: 'Cluster', type: 'k8s-cluster', driver_type: 'humanitec/k8s-cluster-gke' };
  await api.createResourceDefinition({}, { ...cluster, criteria: [{ app_id: 'walk-reach' }] });
  const answer = await api.checkConnectivity({}, question);
  assert.ok(JSON.stringify(answer).includes('walk-reach'), JSON.stringify(answer));
  assert.ok(!JSON.stringify(await api.checkConnectivity({}, { ...question, app_id: 'shop' })).includes('walk-reach'));
}
