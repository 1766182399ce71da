import assert from 'node:assert/strict';
import { application, deploy, gone, lacks, matches, module, only, refused } from '../support.mjs';

export async function applications(api) {
  const body = { id: 'walk-app', name: 'Walk', env: { id: 'first', name: 'First', type: 'staging' } };
  const created = await api.createApplication({}, body);
  matches(created, { id: 'walk-app', name: 'Walk', org_id: 'acme' });
  matches(only(created.envs, 'id', 'first'), { name: 'First', type: 'staging' });
  assert.deepEqual(only(await api.listApplications(), 'id', 'walk-app'), await api.getApplication({ appId: 'walk-app' }));
  await refused(409, api.createApplication({}, body));
  matches(await api.patchApplication({ appId: 'walk-app' }, { name: 'Run' }), { name: 'Run' });
  matches(await api.getApplication({ appId: 'walk-app' }), { name: 'Run' });
  const empty = await api.createApplication({}, { id: 'walk-empty', name: 'Empty', skip_environment_creation: true });
  assert.deepEqual(empty.envs, []);
  assert.deepEqual(await api.listEnvironments({ appId: 'walk-empty' }), []);
  const plain = await api.createApplication({}, { id: 'walk-plain', name: 'Plain' });
  assert.deepEqual(plain.envs.map((env) => env.id), ['development']);
  matches(only(await api.listPipelines({ appId: 'walk-plain' }), 'id', 'default'), { trigger_types: ['deployment_request'] });

  assert.equal((await api.full('deleteApplication', { appId: 'walk-app' })).status, 204);
  await refused(404, api.getApplication({ appId: 'walk-app' }));
  lacks(await api.listApplications(), 'id', 'walk-app');
  await refused(404, api.deleteApplication({ appId: 'walk-app' }));
  await api.createApplication({}, body);
}

export async function deployedApplications(api) {
  const shop = await application(api, 'walk-deployed');
  matches(await deploy(shop, { modules: { add: { web: module('web:1') } } }), { status: 'succeeded' });
  assert.equal((await shop.full('deleteApplication')).status, 202);
  await refused(409, shop.patchApplication({}, { name: 'Too late' }));
  await gone(() => shop.getApplication());
  lacks(await api.listApplications(), 'id', 'walk-deployed');
}

export async function environments(api) {
  const shop = await application(api, 'walk-envs');
  const body = { id: 'preview', name: 'Preview', type: 'staging' };
  const created = await shop.createEnvironment({}, body);
  matches(created, body);
  assert.deepEqual(await shop.getEnvironment({ envId: 'preview' }), created);
  assert.deepEqual(only(await shop.listEnvironments(), 'id', 'preview'), created);
  matches(only((await shop.getApplication()).envs, 'id', 'preview'), body);
  await refused(409, shop.createEnvironment({}, body));
  await refused(400, shop.createEnvironment({}, { ...body, id: 'odd', type: 'walk-none' }));
  matches(await shop.patchEnvironment({ envId: 'preview' }, { name: 'Look' }), { name: 'Look', type: 'staging' });
  matches(await shop.getEnvironment({ envId: 'preview' }), { name: 'Look', type: 'staging' });
  assert.equal((await shop.full('deleteEnvironment', { envId: 'preview' })).status, 204);
  await refused(404, shop.getEnvironment({ envId: 'preview' }));
  lacks(await shop.listEnvironments(), 'id', 'preview');
  await shop.createEnvironment({}, body);
}

export async function clonesAndRebases(api) {
  const shop = await application(api, 'walk-clones');
  const first = await deploy(shop, { modules: { add: { web: module('web:1') } } }, 'First');
  const second = await deploy(shop, { modules: { add: { cache: module('cache:1') } } }, 'Second');
  const clone = await shop.createEnvironment({}, { id: 'clone', name: 'Clone', from_deploy_id: second.id });
  matches(clone, { type: 'development', from_deploy: { id: second.id, env_id: 'development' } });
  const preview = shop.with({ envId: 'clone' });
  await preview.rebaseEnvironment({}, first.id);
  matches(await preview.getEnvironment(), { from_deploy: { id: first.id } });
  await refused(400, preview.rebaseEnvironment({}, 'none'));
  const deployed = await deploy(preview, { modules: { add: { extra: module('extra:1') } } });
  matches(deployed, { status: 'succeeded', from_id: first.id });
  assert.deepEqual(Object.keys((await preview.getRuntime()).modules).sort(), ['extra', 'web']);
  matches(await preview.getEnvironment(), { last_deploy: { id: deployed.id } });
  assert.equal((await preview.full('deleteEnvironment')).status, 202);
  await gone(() => preview.getEnvironment());
}
