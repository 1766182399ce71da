import assert from 'node:assert/strict';
import { application, filtered, lacks, lifeCycle, matches, only, pages, refused } from '../support.mjs';

export async function accounts(api) {
  const body = { id: 'walk-account', name: 'Walk', type: 'aws', credentials: { access_key: 'hush' } };
  const types = await api.listResourceAccountTypes();
  only(types, 'type', 'aws');
  assert.equal((await api.full('createResourceAccount', { dry_run: true }, body)).status, 204);
  await refused(404, api.getResourceAccount({ accId: 'walk-account' }));
  await lifeCycle(api, 'ResourceAccount', {
    id: 'accId',
    body,
    hidden: ['credentials'],
    patch: { name: 'Run' },
    more: { credentials: { access_key: 'hush hush' } },
  });
  assert.ok(!JSON.stringify(await api.listResourceAccounts()).includes('hush'));
  assert.ok(Array.isArray((await api.checkResourceAccount({ accId: 'walk-account' })).warnings));
  await refused(404, api.checkResourceAccount({ accId: 'none' }));
  await api.createResourceDefinition({}, definition('walk-account-user', { driver_account: 'walk-account' }));
  await refused(400, api.deleteResourceAccount({ accId: 'walk-account' }));
}

const TYPE = { type: 'acme/walk', name: 'Walk', use: 'direct', category: 'custom', outputs_schema: { properties: { values: { type: 'object' } } } };

export async function types(api) {
  const unchanged = { inputs_schema: { properties: {} } };
  await lifeCycle(api, 'ResourceType', {
    id: 'typeId',
    field: 'type',
    body: TYPE,
    patch: { name: 'Run', ...unchanged },
    replace: { name: 'Hop', use: 'indirect' },
  });
  only(await api.listResourceTypes(), 'type', 'postgres');
}

export async function classes(api) {
  const redis = api.with({ typeId: 'redis' });
  await lifeCycle(redis, 'ResourceClass', {
    id: 'classId',
    plural: 'ResourceClasses',
    body: { id: 'walk-small', description: 'Small' },
    patch: { description: 'Smaller' },
  });
  matches(await redis.getResourceClass({ classId: 'walk-small' }), { resource_type: 'redis' });
  await refused(404, api.getResourceClass({ typeId: 'postgres', classId: 'walk-small' }));
  await refused(404, api.createResourceClass({ typeId: 'none' }, { id: 'walk-large', description: '' }));
}

export async function drivers(api) {
  const body = { id: 'walk-driver', type: 's3', target: 'driver://humanitec/template', account_types: [], inputs_schema: {}, template: { manifests: 'x' } };
  const { id, ...replace } = body;
  await lifeCycle(api, 'ResourceDriver', {
    id: 'driverId',
    body,
    replace: { ...replace, target: 'driver://humanitec/echo', account_types: ['aws'] },
  });
  const [public_] = await api.listResourceDrivers();
  assert.ok(public_.org_id);
}

const definition = (id, more) => ({ id, name: 'Database', type: 'postgres', driver_type: 'humanitec/echo', ...more });

export async function definitions(api) {
  const values = { host: 'db.example.com' };
  const { defId } = await lifeCycle(api, 'ResourceDefinition', {
    id: 'defId',
    body: definition('walk-db', { driver_inputs: { values }, provision: { config: { is_dependent: true, match_dependents: false } } }),
    patch: { name: 'Postgres', driver_inputs: { values: { host: 'db2.example.com' } } },
    replace: { name: 'Replaced', driver_type: 'humanitec/template', driver_inputs: { values } },
  });
  const hidden = await api.createResourceDefinition({}, definition('walk-secret', { driver_inputs: { values, secrets: { password: 'hush' } } }));
  assert.ok(!JSON.stringify(hidden).includes('hush'));
  matches(hidden.driver_inputs.secret_refs, { password: { store: 'humanitec' } });
  await api.deleteResourceDefinition({ defId });
  await refused(404, api.getResourceDefinition({ defId }));
  matches(await api.getResourceDefinition({ defId, deleted: true }), { is_deleted: true });
  lacks(await api.listResourceDefinitions(), 'id', defId);
  only(await api.listResourceDefinitions({ deleted: true }), 'id', defId);
}

export async function versions(api) {
  const first = await api.createResourceDefinition({}, definition('walk-versions'));
  const defId = first.id;
  const second = await api.patchResourceDefinition({ defId }, { name: 'Second' });
  assert.notEqual(second.active_version_id, first.active_version_id);
  await api.patchResourceDefinition({ defId }, { name: 'Third', proposed: true });
  matches(await api.getResourceDefinition({ defId }), { name: 'Second' });
  const all = await api.listResourceDefinitionVersions({ defId });
  assert.deepEqual(all.map((version) => version.name).sort(), ['Database', 'Second', 'Third']);
  filtered(all, all.filter((version) => version.active), 'id', second.active_version_id);
  await pages(api, 'listResourceDefinitionVersions', { defId }, all);
  const third = only(all, 'name', 'Third');
  matches(third, { proposed: true, active: false, archived: false });
  assert.deepEqual(await api.getResourceDefinitionVersion({ defId, defVersionId: third.id }), third);
  await api.promoteResourceDefinitionVersion({ defId, defVersionId: third.id });
  matches(await api.getResourceDefinition({ defId }), { name: 'Third', active_version_id: third.id });
  matches(await api.getResourceDefinitionVersion({ defId, defVersionId: third.id }), { active: true, proposed: false });
  const old = { defId, defVersionId: first.active_version_id };
  await api.archiveResourceDefinitionVersion(old, { archived: true });
  matches(await api.getResourceDefinitionVersion(old), { archived: true });
  await refused(409, api.promoteResourceDefinitionVersion(old));
  await api.archiveResourceDefinitionVersion(old, { archived: false });
  matches(await api.getResourceDefinitionVersion(old), { archived: false });
}

export async function criteria(api) {
  await application(api, 'walk-matching');
  const defId = (await api.createResourceDefinition({}, definition('walk-matching', { criteria: [{ app_id: 'walk-matching' }] }))).id;
  await api.createResourceDefinition({}, definition('walk-elsewhere', { type: 'redis', criteria: [{ app_id: 'shop', env_type: 'production' }] }));
  const added = await api.createMatchingCriteria({ defId }, { app_id: 'walk-matching', env_type: 'staging', class: 'large' });
  matches(added, { app_id: 'walk-matching', env_type: 'staging', class: 'large' });
  const { criteria: both } = await api.getResourceDefinition({ defId });
  assert.equal(both.length, 2);
  assert.deepEqual(only(both, 'id', added.id), added);

  const ids = async (parameters) => (await api.listResourceDefinitions(parameters)).map((one) => one.id);
  const ofApp = await ids({ app: 'walk-matching' });
  assert.ok(ofApp.includes(defId) && !ofApp.includes('walk-elsewhere'));
  filtered(await api.listResourceDefinitions(), await api.listResourceDefinitions({ res_type: 'redis' }), 'type', 'redis');
  assert.ok((await ids({ class: 'large' })).includes(defId));
  assert.ok(!(await ids({ app: 'shop', env_type: 'production' })).includes(defId));

  await refused(409, api.createMatchingCriteria({ defId }, { app_id: 'walk-matching', env_type: 'staging', class: 'large' }));
  await api.deleteMatchingCriteria({ defId, criteriaId: added.id });
  assert.equal((await api.getResourceDefinition({ defId })).criteria.length, 1);
  await refused(404, api.deleteMatchingCriteria({ defId, criteriaId: added.id }));
  const replaced = await api.replaceMatchingCriteria({ defId }, [{ env_type: 'staging' }, { env_type: 'production' }]);
  assert.deepEqual((await api.getResourceDefinition({ defId })).criteria, replaced);
  assert.deepEqual(replaced.map((one) => one.env_type), ['staging', 'production']);
}
