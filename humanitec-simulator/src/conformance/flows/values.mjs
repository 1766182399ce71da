import assert from 'node:assert/strict';
import { application, filtered, lacks, matches, only, refused } from '../support.mjs';

/** The operations on values are the same for applications and environments. */
async function walk(api, owner, source) {
  const values = (verb, parameters, body) => api[`${verb}${owner}Value`](parameters, body);
  const list = () => api[`list${owner}Values`]();
  const versions = (parameters) => api[`list${owner}ValueVersions`](parameters);
  const value = async (key) => only(await list(), 'key', key).value;

  const created = await values('create', {}, { key: 'LEVEL', value: 'info', description: 'How much' });
  matches(created, { key: 'LEVEL', value: 'info', description: 'How much', is_secret: false, source });
  assert.deepEqual(only(await list(), 'key', 'LEVEL'), created);
  await refused(409, values('create', {}, { key: 'LEVEL', value: 'x', description: '' }));
  matches(await values('patch', { key: 'LEVEL' }, { value: 'warn' }), { value: 'warn', description: 'How much' });
  matches(await values('replace', { key: 'LEVEL' }, { value: 'debug', description: 'Less' }), { value: 'debug', description: 'Less' });
  matches(only(await list(), 'key', 'LEVEL'), { value: 'debug', description: 'Less' });
  await refused(404, values('patch', { key: 'NONE' }, { value: 'x' }));

  const secret = await values('create', {}, { key: 'PASSWORD', value: 'hush', description: '', is_secret: true });
  matches(secret, { is_secret: true, secret_version: '1' });
  assert.ok(secret.secret_key.startsWith('orgs--acme--apps--'));
  matches(await values('patch', { key: 'PASSWORD' }, { value: 'hush hush' }), { secret_version: '2' });
  const ref = { store: 'walk-store', ref: 'shop/key', version: '7' };
  await values('create', {}, { key: 'REFERENCE', description: '', secret_ref: ref });
  matches(only(await list(), 'key', 'REFERENCE'), { secret_store_id: 'walk-store', secret_key: 'shop/key', secret_version: '7' });
  assert.ok(!JSON.stringify([await list(), await versions()]).includes('hush'));

  const [before] = await versions();
  assert.deepEqual(await api[`get${owner}ValueVersion`]({ valueSetVersionId: before.id }), before);
  await values('patch', { key: 'LEVEL' }, { value: 'error' });
  await values('create', {}, { key: 'LATER', value: '1', description: '' });
  const of = { valueSetVersionId: before.id };
  matches(await api[`restore${owner}Value`]({ ...of, key: 'LEVEL' }, { comment: 'One' }), { comment: 'One' });
  assert.equal(await value('LEVEL'), 'debug');
  assert.equal(await value('LATER'), '1');
  await values('patch', { key: 'LEVEL' }, { value: 'trace' });
  const restored = await api[`restore${owner}Values`](of, { comment: 'All' });
  matches(restored, { comment: 'All', values: { LEVEL: { value: 'debug' } } });
  assert.equal(await value('LEVEL'), 'debug');
  lacks(await list(), 'key', 'LATER');
  assert.deepEqual((await versions())[0], restored);
  const all = await versions();
  const changed = await versions({ key_changed: 'REFERENCE' });
  assert.ok(changed.length > 0 && changed.length < all.length);
  await api[`purge${owner}Value`]({ ...of, key: 'LEVEL' }, { comment: 'Away' });
  assert.deepEqual(Object.keys((await api[`get${owner}ValueVersion`](of)).values).sort(), ['PASSWORD', 'REFERENCE']);
  await refused(404, api[`restore${owner}Value`]({ ...of, key: 'LEVEL' }, {}));

  lacks(await list(), 'key', 'LEVEL');

  await values('delete', { key: 'PASSWORD' });
  lacks(await list(), 'key', 'PASSWORD');
  await refused(404, values('delete', { key: 'PASSWORD' }));
  await api[`delete${owner}Values`]();
  assert.deepEqual(await list(), []);
}

export async function ofApplications(api) {
  await walk(await application(api, 'walk-values'), 'Application', 'app');
}

export async function ofEnvironments(api) {
  const shop = await application(api, 'walk-env-values');
  await walk(shop, 'Environment', 'env');
  await refused(400, shop.createEnvironmentValue({ envId: 'none' }, { key: 'A', value: '1', description: '' }));
}

export async function overridden(api) {
  const shop = await application(api, 'walk-overrides');
  await shop.createApplicationValue({}, { key: 'A', value: 'app', description: '' });
  await shop.createApplicationValue({}, { key: 'B', value: 'app', description: '' });
  await shop.createEnvironmentValue({}, { key: 'A', value: 'env', description: '' });
  const all = await shop.listEnvironmentValues();
  filtered(all, all.filter((value) => value.key === 'A'), 'value', 'env');
  matches(only(all, 'key', 'B'), { value: 'app', source: 'app' });
  matches(only(await shop.listApplicationValues(), 'key', 'A'), { value: 'app' });
  await shop.deleteEnvironmentValue({ key: 'A' });
  matches(only(await shop.listEnvironmentValues(), 'key', 'A'), { value: 'app', source: 'app' });
}
