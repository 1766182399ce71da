import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { application, filtered, lacks, lifeCycle, matches, only, pages, refused } from '../support.mjs';

const newKey = () => generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' });

export async function organization(api) {
  const all = await api.listOrganizations();
  assert.deepEqual(await api.getOrganization(), only(all, 'id', 'acme'));
  await refused(403, api.getOrganization({ orgId: 'unknown' }));
}

export async function environmentTypes(api) {
  await lifeCycle(api, 'EnvironmentType', {
    id: 'envTypeId',
    body: { id: 'walk-type', description: 'Short-lived' },
    patch: { description: 'Long-lived' },
  });
  const shop = await application(api, 'walk-types');
  await shop.createEnvironment({}, { id: 'short', name: 'Short', type: 'walk-type' });
  await refused(409, api.deleteEnvironmentType({ envTypeId: 'walk-type' }));
  await shop.deleteEnvironment({ envId: 'short' });
  await api.deleteEnvironmentType({ envTypeId: 'walk-type' });
  await refused(400, shop.createEnvironment({}, { id: 'short', name: 'Short', type: 'walk-type' }));
}

export async function registries(api) {
  const registry = { id: 'walk-registry', registry: 'registry.example.com', type: 'basic', enable_ci: true };
  const { regId } = await lifeCycle(api, 'Registry', {
    id: 'regId',
    plural: 'Registries',
    body: { ...registry, creds: { username: 'ci', password: 'first' } },
    hidden: ['creds'],
    patch: { ...registry, registry: 'other.example.com', enable_ci: false },
    more: { creds: { username: 'ci', password: 'second' } },
  });
  matches(await api.getRegistryCredentials({ regId }), { registry: 'registry.example.com', username: 'ci', password: 'first' });
  await api.patchRegistry({ regId }, { ...registry, creds: { username: 'bot', password: 'third' } });
  matches(await api.getRegistryCredentials({ regId }), { username: 'bot', password: 'third' });
  const secrets = { cluster: { namespace: 'default', secret: 'pull' } };
  await api.createRegistry({}, { ...registry, id: 'walk-secrets', type: 'secret_ref', secrets });
  matches(await api.getRegistryCredentials({ regId: 'walk-secrets' }), { secrets });
  await api.deleteRegistry({ regId });
  await refused(404, api.getRegistryCredentials({ regId }));
}

export async function secretStores(api) {
  const vault = { url: 'https://vault.example.com', path: 'kv' };
  const { storeId } = await lifeCycle(api, 'SecretStore', {
    id: 'storeId',
    body: { id: 'walk-vault', primary: false, vault },
    patch: { vault: { url: 'https://vault2.example.com', path: 'kv' } },
  });
  await api.createSecretStore({}, { id: 'walk-aws', primary: false, awssm: { region: 'eu-west-1', auth: { access_key_id: 'a', secret_access_key: 'hush' } } });
  assert.ok(!JSON.stringify(await api.listSecretStores()).includes('hush'));
  await api.patchSecretStore({ storeId }, { primary: true });
  const primary = (await api.listSecretStores()).filter((store) => store.primary);
  assert.deepEqual(primary.map((store) => store.id), [storeId]);
  await api.patchSecretStore({ storeId: 'humanitec' }, { primary: true });
  matches(await api.getSecretStore({ storeId }), { primary: false, vault });
  await refused(400, api.createSecretStore({}, { id: 'walk-none', primary: false }));
}

export async function keys(api) {
  const pem = newKey();
  const created = await api.createPublicKey({}, pem);
  matches(created, { key: pem });
  assert.deepEqual(await api.getPublicKey({ keyId: created.id }), created);
  await api.createPublicKey({}, newKey());
  assert.deepEqual(await api.listPublicKeys({ fingerprint: created.fingerprint }), [created]);
  assert.ok((await api.listPublicKeys()).length > 1);
  await refused(409, api.createPublicKey({}, pem));
  await api.deletePublicKey({ keyId: created.id });
  await refused(404, api.getPublicKey({ keyId: created.id }));
  lacks(await api.listPublicKeys(), 'id', created.id);
  await api.createPublicKey({}, pem);
  const active = await api.listHumanitecPublicKeys({ active: true });
  assert.deepEqual(active, (await api.listHumanitecPublicKeys()).filter((key) => key.active));
  assert.deepEqual(await api.listHumanitecPublicKeys({ active: false }), []);
}

export async function agents(api) {
  const { agentId } = await lifeCycle(api, 'Agent', {
    id: 'agentId',
    body: { id: 'walk-agent', public_key: newKey(), description: 'One' },
    hidden: ['public_key'],
    patch: { description: 'Two' },
  });
  await api.createAgent({}, { id: 'walk-other', public_key: newKey() });
  const added = await api.createAgentKey({ agentId }, { public_key: newKey() });
  const held = await api.listAgentKeys({ agentId });
  assert.equal(held.length, 2);
  assert.deepEqual(only(held, 'fingerprint', added.fingerprint), added);
  assert.deepEqual((await api.listAgents({ fingerprint: added.fingerprint })).map((agent) => agent.id), [agentId]);
  await api.deleteAgentKey({ agentId, fingerprint: added.fingerprint });
  lacks(await api.listAgentKeys({ agentId }), 'fingerprint', added.fingerprint);
  assert.deepEqual(await api.listAgents({ fingerprint: added.fingerprint }), []);
  await refused(404, api.deleteAgentKey({ agentId, fingerprint: added.fingerprint }));
}

export async function auditLog(api) {
  const from = new Date().toISOString();
  await api.createEnvironmentType({}, { id: 'walk-audit' });
  await api.patchEnvironmentType({ envTypeId: 'walk-audit' }, { description: 'Changed' });
  const entries = await api.listAuditLogEntries({ from, per_page: 100 });
  const own = entries.filter((entry) => entry.request_path.includes('/env-types'));
  assert.deepEqual(own.map((entry) => entry.request_method), ['PATCH', 'POST']);
  matches(own[0], { request_path: '/orgs/acme/env-types/walk-audit', response_status: 200, org_id: 'acme' });
  assert.deepEqual(await api.listAuditLogEntries({ from, to: from }), []);
  await pages(api, 'listAuditLogEntries', { from }, entries);
  assert.ok((await api.listAuditLogEntries({ per_page: 100 })).length > 0);
}

export async function webhooks(api) {
  const shop = await application(api, 'walk-webhooks');
  const events = await api.listEvents();
  const { jobId } = await lifeCycle(shop, 'Webhook', {
    id: 'jobId',
    body: {
      id: 'walk-hook',
      url: 'http://127.0.0.1:9/hook',
      headers: { 'X-Team': 'blue' },
      payload: { room: 7 },
      triggers: [{ scope: events[0].scope, type: events[0].type }],
    },
    patch: { disabled: true, triggers: [{ scope: 'environment', type: 'deleted' }] },
  });
  filtered(events, events.filter((event) => event.scope === 'environment'), 'scope', 'environment');
  await shop.deleteJobs();
  await refused(404, shop.getWebhook({ jobId }));
  assert.deepEqual(await shop.listWebhooks(), []);
}
