import assert from 'node:assert/strict';
import { application, deploy, filtered, lacks, lifeCycle, matches, module, only, refused, until } from '../support.mjs';

const SCORE = {
  apiVersion: 'score.dev/v1b1',
  metadata: { name: 'walk-score' },
  containers: { main: { image: '.', variables: { DB: '${resources.db.host}' } } },
  resources: { db: { type: 'postgres' } },
};

export async function containers(api) {
  const name = 'registry.example.com/walk/web';
  const body = { type: 'container', name, version: '1.0.0', ref: 'refs/heads/main', commit: '8d3f1ac', digest: 'sha256:0123' };
  assert.equal((await api.full('createArtefactVersion', { dry_run: true }, body)).status, 204);
  assert.deepEqual(await api.listArtefacts({ name }), []);
  const first = await api.createArtefactVersion({}, body);
  matches(first, { ...body, archived: false });
  const second = await api.createArtefactVersion({}, { type: 'container', name, version: '1.1.0' });
  matches(second, { artefact_id: first.artefact_id, ref: '', commit: '', digest: '' });
  await api.createArtefactVersion({}, { type: 'container', name: 'registry.example.com/walk/other', version: '1.0.0' });
  assert.deepEqual(await api.getArtefactVersion({ artefactVersionId: first.id }), first);

  const artefactId = first.artefact_id;
  const artefacts = await api.listArtefacts({ type: 'container' });
  filtered(artefacts, await api.listArtefacts({ name }), 'id', artefactId);
  const ids = (versions) => versions.map((version) => version.id).sort();
  assert.deepEqual(ids(await api.listArtefactVersions({ artefactId })), [first.id, second.id].sort());
  assert.equal((await api.listArtefactVersions({ artefactId, limit: 1 })).length, 1);
  assert.deepEqual(ids(await api.listArtefactVersions({ artefactId, reference: `${name}:1.0.0` })), [first.id]);
  assert.deepEqual(ids(await api.listArtefactVersionsOfOrganization({ name })), [first.id, second.id].sort());
  assert.deepEqual(ids(await api.listArtefactVersionsOfOrganization({ reference: `${name}:1.1.0` })), [second.id]);
  filtered(await api.listArtefactVersionsOfOrganization(), await api.listArtefactVersionsOfOrganization({ name }), 'name', name);

  matches(await api.patchArtefactVersion({ artefactId, versionId: first.id }, { archived: true }), { archived: true });
  matches(await api.getArtefactVersion({ artefactVersionId: first.id }), { archived: true });
  assert.deepEqual(ids(await api.listArtefactVersions({ artefactId })), [second.id]);
  assert.equal((await api.listArtefactVersions({ artefactId, archived: true })).length, 2);
  await refused(400, api.createArtefactVersion({}, { ...body, ref: 'main' }));
  await api.createArtefactVersion({ vcs: 'svn' }, { ...body, version: '1.2.0', ref: 'main' });
  await api.deleteArtefact({ artefactId });
  lacks(await api.listArtefacts(), 'id', artefactId);
  await refused(404, api.getArtefactVersion({ artefactVersionId: second.id }));
  await refused(404, api.listArtefactVersions({ artefactId }));
}

export async function workloads(api) {
  const created = await api.createArtefactVersion({}, { type: 'workload', name: 'walk-score', version: '1', spec: SCORE, image: 'walk:1' });
  const artefactVersionId = created.id;
  assert.deepEqual(await api.getWorkloadSpec({ artefactVersionId }), SCORE);
  const set = await api.getWorkloadDeploymentSet({ artefactVersionId });
  const main = set.modules['walk-score'].spec.containers.main;
  assert.equal(main.image, 'walk:1');
  const converted = await api.convertScore({}, { spec: SCORE, image: 'walk:1' });
  assert.deepEqual(converted, set);
  matches(converted.modules['walk-score'].externals, { db: { type: 'postgres' } });
  await refused(400, api.convertScore({}, { spec: { ...SCORE, containers: 7 } }));
  await refused(404, api.getWorkloadSpec({ artefactVersionId: 'none' }));
  filtered(await api.listArtefacts(), await api.listArtefacts({ type: 'workload' }), 'type', 'workload');
}

export async function images(api) {
  const imageId = 'walk-image';
  await refused(404, api.getImage({ imageId }));
  for (const tag of ['1', '2']) {
    await api.createImageBuild({ imageId }, { image: `walk-image:${tag}`, commit: '8d3f1ac', branch: 'main', tags: [tag] });
  }
  const builds = await api.listImageBuilds({ imageId });
  assert.deepEqual(builds.map((build) => build.image).sort(), ['walk-image:1', 'walk-image:2']);
  const image = await api.getImage({ imageId });
  assert.equal(image.builds.length, 2);
  assert.deepEqual(only(await api.listImages(), 'id', imageId), image);
}

export async function automationRules(api) {
  const shop = await application(api, 'walk-rules');
  const name = 'registry.example.com/walk/ruled';
  const done = await deploy(shop, { modules: { add: { web: module(`${name}:1.0.0`) } } });
  const body = { type: 'update', active: true, match_ref: 'refs/heads/main', artefacts_filter: [name] };
  const { ruleId } = await lifeCycle(shop, 'AutomationRule', {
    id: 'ruleId',
    body,
    unique: false,
    replace: { type: 'update', active: false, match_ref: 'refs/heads/.*' },
  });
  await refused(404, shop.getAutomationRule({ ruleId }));
  const register = (version, ref) => api.createArtefactVersion({}, { type: 'container', name, version, ref });
  await register('2.0.0', 'refs/heads/other');
  assert.deepEqual(await shop.listDeployments(), [done]);
  await register('3.0.0', 'refs/heads/main');
  const newest = await until(async () => (await shop.listDeployments())[0], (deployment) => deployment.status === 'succeeded' && deployment.id !== done.id);
  const set = await shop.getSet({ setId: newest.set_id });
  assert.equal(set.modules.web.spec.containers.main.image, `${name}:3.0.0`);
}

export async function triggers(api) {
  const shop = await application(api, 'walk-triggers');
  const name = 'registry.example.com/walk/triggered';
  await shop.createPipeline({}, `
id: on-version
name: On a version
on: {artefact: {type: container, include: ['${name}']}}
jobs: {work: {steps: [{uses: actions/humanitec/log@v1, with: {message: Hello}}]}}
`);
  await api.createArtefactVersion({}, { type: 'container', name: `${name}-other`, version: '1.0.0' });
  assert.deepEqual(await shop.listPipelineRuns({ pipelineId: 'on-version' }), []);
  await api.createArtefactVersion({}, { type: 'container', name, version: '1.0.0' });
  const [run] = await shop.listPipelineRuns({ pipelineId: 'on-version' });
  matches(run, { trigger: 'artefact', inputs: { container_artefacts: [`${name}:1.0.0`] } });
}
