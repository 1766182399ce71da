import assert from 'node:assert/strict';
import { application, deploy, filtered, lacks, matches, module, only, pages, refused, until } from '../support.mjs';

const ENDED = ['succeeded', 'failed', 'cancelled'];
const YAML = 'application/x.humanitec-pipelines-v1.0+yaml';

const definition = (id, on, steps) => `# A comment that comes back.
id: ${id}
name: ${id}
on: ${JSON.stringify(on)}
jobs:
  work:
    steps: ${JSON.stringify(steps)}
`;
const say = (message) => ({ name: 'Say', uses: 'actions/humanitec/log@v1', with: { message } });
const ask = { name: 'Ask', uses: 'actions/humanitec/approve@v1', with: { env_id: 'development', message: 'May it?' } };
const CALL = { pipeline_call: { inputs: { text: { type: 'string' } } } };

const ended = (shop, pipelineId, runId) => until(() => shop.getPipelineRun({ pipelineId, runId }), (run) => ENDED.includes(run.status));

export async function definitions(api) {
  const shop = await application(api, 'walk-pipes');
  const first = definition('build', CALL, [say('First')]);
  const second = definition('build', CALL, [say('Second')]).replace('name: build', 'name: Build it');
  assert.equal((await shop.full('createPipeline', { dry_run: true }, first)).status, 204);
  await refused(404, shop.getPipeline({ pipelineId: 'build' }));
  const created = await shop.createPipeline({}, first);
  matches(created, { id: 'build', name: 'build', trigger_types: ['pipeline_call'], app_id: 'walk-pipes' });
  assert.deepEqual(await shop.getPipeline({ pipelineId: 'build' }), created);
  await refused(409, shop.createPipeline({}, first));
  const changed = await shop.updatePipeline({ pipelineId: 'build', 'If-Match': created.etag }, second);
  matches(changed, { name: 'Build it' });
  assert.deepEqual(await shop.getPipeline({ pipelineId: 'build' }), changed);
  await refused(412, shop.updatePipeline({ pipelineId: 'build', 'If-Match': created.etag }, first));
  matches(await shop.getPipeline({ pipelineId: 'build', version: created.version }), { version: created.version, name: 'build' });

  const versions = await shop.listPipelineVersions({ pipelineId: 'build' });
  assert.deepEqual(versions.map((version) => version.id).sort(), [created.version, changed.version].sort());
  await pages(shop, 'listPipelineVersions', { pipelineId: 'build' }, versions);
  const text = (more) => shop.getPipelineDefinition({ pipelineId: 'build', Accept: YAML, ...more });
  assert.equal(await text(), second);
  assert.equal(await text({ version: created.version }), first);

  await shop.createPipeline({}, definition('artefacts', { artefact: { type: 'container' } }, [say('Hello')]));
  const all = await shop.listPipelines();
  assert.deepEqual(all.map((pipeline) => pipeline.id).sort(), ['artefacts', 'build', 'default']);
  assert.deepEqual((await shop.listPipelines({ trigger: 'artefact' })).map((pipeline) => pipeline.id), ['artefacts']);
  await pages(shop, 'listPipelines', {}, all);
  const everywhere = await api.listPipelinesOfOrganization({ per_page: 100 });
  filtered(everywhere, await api.listPipelinesOfOrganization({ app: ['walk-pipes'] }), 'app_id', 'walk-pipes');
  assert.deepEqual(await shop.getPipelineBatch({ pipelineId: 'artefacts', batchType: 'queue' }), { items: [] });
  matches(await api.getPipelineSchema(), { type: 'object' });
  await shop.deletePipeline({ pipelineId: 'build' });
  await refused(404, shop.getPipeline({ pipelineId: 'build' }));
  lacks(await shop.listPipelines(), 'id', 'build');
}

export async function metadata(api) {
  const shop = await application(api, 'walk-meta');
  for (const team of ['blue', 'red']) {
    const text = `${definition(team, CALL, [say('Hello')])}metadata: {team: ${team}}\n`;
    matches(await shop.createPipeline({}, text), { metadata: { team } });
  }
  assert.deepEqual((await shop.listPipelines({ metadata: { team: 'red' } })).map((pipeline) => pipeline.id), ['red']);
}

export async function criteria(api) {
  const shop = await application(api, 'walk-criteria');
  const initial = await shop.listPipelineCriteria();
  await shop.createPipeline({}, definition('forbid', { deployment_request: {} }, [
    { uses: 'actions/humanitec/fail@v1', with: { message: 'Not here.' } },
  ]));
  const body = { trigger: 'deployment_request', env_type: 'development' };
  const created = await shop.createPipelineCriteria({ pipelineId: 'forbid' }, body);
  matches(created, { ...body, pipeline_id: 'forbid', pipeline_name: 'forbid' });
  const place = { pipelineId: 'forbid', criteriaId: created.id };
  assert.deepEqual(await shop.getPipelineCriteria(place), created);
  await refused(409, shop.createPipelineCriteria({ pipelineId: 'forbid' }, body));
  const all = await shop.listPipelineCriteria();
  assert.equal(all.length, initial.length + 1);
  filtered(all, await shop.listPipelineCriteria({ pipeline: 'forbid' }), 'pipeline_id', 'forbid');
  filtered(all, await shop.listPipelineCriteria({ match: { env_type: 'development' } }), 'id', created.id);
  await pages(shop, 'listPipelineCriteria', {}, all);
  matches(await deploy(shop, { modules: { add: { web: module('web:1') } } }), { status: 'failed' });
  await shop.deletePipelineCriteria(place);
  await refused(404, shop.getPipelineCriteria(place));
  assert.deepEqual(await shop.listPipelineCriteria(), initial);
  matches(await deploy(shop, { modules: { add: { web: module('web:1') } } }), { status: 'succeeded' });
}

export async function runs(api) {
  const shop = await application(api, 'walk-runs');
  await shop.createPipeline({}, definition('say', CALL, [say('It says ${{ inputs.text }}.')]));
  await shop.createPipeline({}, definition('fail', CALL, [{ uses: 'actions/humanitec/fail@v1', with: { message: 'No' } }, say('Never')]));
  await shop.createPipeline({}, definition('wait', CALL, [ask]));
  const pipelineId = 'say';
  assert.equal((await shop.full('createPipelineRun', { pipelineId, dry_run: true }, { inputs: { text: 'x' } })).status, 204);
  const key = { pipelineId, 'Idempotency-Key': 'walk-1' };
  const { id: runId } = await shop.createPipelineRun(key, { inputs: { text: 'hello' } });
  assert.equal((await shop.createPipelineRun(key, { inputs: { text: 'hello' } })).id, runId);
  await refused(400, shop.createPipelineRun({ pipelineId }, { inputs: { other: 1 } }));
  matches(await ended(shop, pipelineId, runId), { status: 'succeeded', inputs: { text: 'hello' }, trigger: 'pipeline_call' });
  const { id: failed } = await shop.createPipelineRun({ pipelineId: 'fail' }, { inputs: {} });
  matches(await ended(shop, 'fail', failed), { status: 'failed' });

  const jobs = await shop.listPipelineJobs({ pipelineId, runId });
  assert.deepEqual(jobs.map((job) => [job.id, job.status]), [['work', 'succeeded']]);
  const job = { pipelineId, runId, jobId: 'work' };
  matches((await shop.getPipelineJob(job)).steps[0], { index: 0, name: 'Say', status: 'succeeded' });
  const logs = await shop.listPipelineStepLogs({ ...job, stepIndex: 0 });
  assert.ok(logs.some((entry) => entry.message.includes('It says hello.')));
  await refused(404, shop.listPipelineStepLogs({ ...job, stepIndex: 7 }));
  assert.deepEqual(await shop.listPipelineJobs({ pipelineId, runId, status: ['failed'] }), []);

  const { id: waiting } = await shop.createPipelineRun({ pipelineId: 'wait' }, { inputs: {} });
  await until(() => shop.getPipelineRun({ pipelineId: 'wait', runId: waiting }), (run) => run.status === 'waiting');
  await refused(409, shop.deletePipelineRun({ pipelineId: 'wait', runId: waiting }));
  const all = await api.listPipelineRunsOfOrganization({ app: ['walk-runs'] });
  assert.equal(all.length, 3);
  filtered(all, await api.listPipelineRunsOfOrganization({ app: ['walk-runs'], status: ['failed'] }), 'id', failed);
  filtered(all, await api.listPipelineRunsOfOrganization({ app: ['walk-runs'], pipeline: ['say'] }), 'id', runId);
  filtered(all, await api.listPipelineRunsOfOrganization({ app: ['walk-runs'], completed: false }), 'id', waiting);
  assert.deepEqual(await api.listPipelineRunsOfOrganization({ app: ['walk-runs'], created_after: '2999-01-01T00:00:00Z' }), []);
  await pages(api, 'listPipelineRunsOfOrganization', { app: ['walk-runs'] }, all);
  await shop.cancelPipelineRun({ pipelineId: 'wait', runId: waiting });
  matches(await ended(shop, 'wait', waiting), { status: 'cancelled' });

  const again = await shop.restartPipelineRun({ pipelineId, runId });
  assert.notEqual(again.id, runId);
  matches(await ended(shop, pipelineId, again.id), { status: 'succeeded', inputs: { text: 'hello' } });
  const both = await shop.listPipelineRuns({ pipelineId });
  assert.deepEqual(both.map((run) => run.id).sort(), [runId, again.id].sort());
  await pages(shop, 'listPipelineRuns', { pipelineId }, both);
  assert.deepEqual(await shop.listPipelineRuns({ pipelineId, status: ['failed'] }), []);
  await shop.deletePipelineRun({ pipelineId, runId });
  await refused(404, shop.getPipelineRun({ pipelineId, runId }));
  lacks(await shop.listPipelineRuns({ pipelineId }), 'id', runId);
}

export async function deploymentRequests(api) {
  const shop = await application(api, 'walk-requests');
  const { id: delta } = await shop.createDelta({}, { modules: { add: { web: module('web:1') } } });
  const trigger = 'deployment_request';
  const body = { trigger, env_id: 'development', delta_id: delta, comment: 'By a run' };
  assert.equal((await shop.full('createPipelineRunByCriteria', { dry_run: true }, body)).status, 204);
  const run = await shop.createPipelineRunByCriteria({}, body);
  matches(run, { pipeline_id: 'default', trigger, inputs: { delta_id: delta, comment: 'By a run' } });
  await ended(shop, 'default', run.id);
  const [first] = await shop.listDeployments({ pipelineRunId: `default,${run.id}` });
  matches(first, { status: 'succeeded', comment: 'By a run' });
  await deploy(shop, { modules: { remove: ['web'] } });
  assert.deepEqual((await shop.getRuntime()).modules, {});
  const redeploy = await shop.createPipelineRunByCriteria({}, { trigger, env_id: 'development', deployment_id: first.id });
  await ended(shop, 'default', redeploy.id);
  assert.deepEqual(Object.keys((await shop.getRuntime()).modules), ['web']);
  await refused(400, shop.createPipelineRunByCriteria({}, { ...body, env_id: 'none' }));
  await refused(400, shop.createPipelineRunByCriteria({}, { ...body, delta_id: 'none' }));
}

export async function clones(api) {
  const shop = await application(api, 'walk-promote');
  await shop.createEnvironment({}, { id: 'stage', name: 'Stage', type: 'staging' });
  const done = await deploy(shop, { modules: { add: { web: module('web:1') } } });
  await shop.createPipeline({}, definition('promote', { pipeline_call: {} }, [
    { id: 'clone', uses: 'actions/humanitec/clone@v1', with: { from_env_id: 'development', to_env_id: 'stage' } },
    { uses: 'actions/humanitec/deploy@v1', with: { env_id: 'stage', set_id: '${{ steps.clone.outputs.set_id }}' } },
    { uses: 'actions/humanitec/wait-for-readiness@v1', with: { env_id: 'stage' } },
  ]));
  const { id } = await shop.createPipelineRun({ pipelineId: 'promote' }, { inputs: {} });
  matches(await ended(shop, 'promote', id), { status: 'succeeded' });
  const stage = shop.with({ envId: 'stage' });
  matches((await stage.listDeployments())[0], { set_id: done.set_id, status: 'succeeded', pipeline: { id: 'promote', run_id: id } });
  assert.deepEqual(Object.keys((await stage.getRuntime()).modules), ['web']);
  const byEnv = await api.listPipelineRunsOfOrganization({ app: ['walk-promote'], env: 'stage' });
  assert.deepEqual(byEnv.map((run) => run.id), [id]);
}

export async function approvals(api) {
  const shop = await application(api, 'walk-approve');
  await shop.createPipeline({}, definition('ask', CALL, [ask, say('Approved')]));
  await shop.createPipeline({}, definition('other', CALL, [ask]));
  const waiting = async (pipelineId) => {
    const { id } = await shop.createPipelineRun({ pipelineId }, { inputs: {} });
    await until(() => shop.getPipelineRun({ pipelineId, runId: id }), (run) => run.status === 'waiting');
    const approval = only(await shop.listApprovals({ run: [id] }), 'run_id', id);
    matches(approval, { status: 'waiting', env_id: 'development', message: 'May it?', pipeline_id: pipelineId });
    const place = { pipelineId, runId: id, jobId: approval.job_id, approvalId: approval.id };
    assert.deepEqual(await shop.getApproval(place), approval);
    return place;
  };
  const yes = await waiting('ask');
  matches(await shop.approve(yes), { status: 'approved' });
  matches(await ended(shop, 'ask', yes.runId), { status: 'succeeded' });
  matches(await shop.getApproval(yes), { status: 'approved' });
  await refused(400, shop.deny(yes));
  const no = await waiting('ask');
  matches(await shop.deny(no), { status: 'denied' });
  const { status } = await ended(shop, 'ask', no.runId);
  assert.notEqual(status, 'succeeded');
  const open = await waiting('other');
  const all = await shop.listApprovals();
  assert.equal(all.length, 3);
  filtered(all, await shop.listApprovals({ status: 'denied' }), 'id', no.approvalId);
  filtered(all, await shop.listApprovals({ pipeline: ['other'] }), 'id', open.approvalId);
  await pages(shop, 'listApprovals', {}, all);
  await shop.cancelPipelineRun({ pipelineId: 'other', runId: open.runId });
  matches(await until(() => shop.getApproval(open), (approval) => approval.status !== 'waiting'), { status: 'cancelled' });
}
