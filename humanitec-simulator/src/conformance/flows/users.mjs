import assert from 'node:assert/strict';
import { application, filtered, lacks, matches, only, refused } from '../support.mjs';

export async function currentUser(api) {
  const me = await api.getCurrentUser();
  matches(me.roles, { '/orgs/acme': 'administrator' });
  matches(await api.patchCurrentUser({}, { name: 'Alice Walker' }), { id: me.id, name: 'Alice Walker', email: me.email });
  matches(await api.getCurrentUser(), { name: 'Alice Walker' });
  await api.patchCurrentUser({}, { name: me.name });
}

const serviceUser = (api, role = 'member') => api.createServiceUser({}, { name: 'Walker', role });

export async function organizationUsers(api) {
  const created = await serviceUser(api);
  matches(created, { name: 'Walker', type: 'service' });
  const userId = created.id;
  const read = await api.getOrganizationUser({ userId });
  matches(read, { id: userId, role: 'member' });
  assert.deepEqual(only(await api.listOrganizationUsers(), 'id', userId), read);
  matches(await api.patchOrganizationUser({ userId }, { role: 'manager' }), { role: 'manager' });
  matches(await api.getOrganizationUser({ userId }), { role: 'manager' });
  await refused(400, api.patchOrganizationUser({ userId }, { role: 'emperor' }));
  await api.deleteOrganizationUser({ userId });
  await refused(404, api.getOrganizationUser({ userId }));
  lacks(await api.listOrganizationUsers(), 'id', userId);
}

export async function invitationsAndGroups(api) {
  const [invited] = await api.createInvitation({}, { email: 'walker@example.com', role: 'member' });
  matches(invited, { email: 'walker@example.com', role: 'member' });
  matches(only(await api.listInvitations(), 'email', 'walker@example.com'), { user_id: invited.id });
  const group = await api.createGroup({}, { group_id: 'walkers', idp_id: 'okta', role: 'member' });
  matches(group, { group_id: 'walkers', idp_id: 'okta', role: 'member' });
  filtered(await api.listOrganizationUsers(), await api.listOrganizationUsers({ type: 'group' }), 'id', group.id);
  lacks(await api.listOrganizationUsers({ type: 'user' }), 'id', group.id);
  assert.deepEqual(await api.listGroupUsers({ groupId: group.id }), []);
  assert.deepEqual(await api.listGroupsOfUser({ userId: invited.id }), []);
  await refused(404, api.listGroupUsers({ groupId: 'g-none' }));
  await refused(409, api.createGroup({}, { group_id: 'walkers', idp_id: 'okta', role: 'member' }));
}

/** Roles in applications and in environment types. */
async function roles(api, kind, first, second) {
  const { id: userId } = await serviceUser(api);
  const created = await api[`create${kind}User`]({}, { id: userId, role: first });
  matches(created, { id: userId, role: first });
  assert.deepEqual(await api[`get${kind}User`]({ userId }), created);
  assert.deepEqual(only(await api[`list${kind}Users`](), 'id', userId), created);
  matches((await api.getPermissions({ userId })).objects, {});
  if (second) {
    matches(await api[`patch${kind}User`]({ userId }, { role: second }), { role: second });
    matches(await api[`get${kind}User`]({ userId }), { role: second });
  } else {
    matches(await api[`patch${kind}User`]({ userId }, { role: first }), { role: first });
  }
  await refused(400, api[`create${kind}User`]({}, { id: 'nobody', role: first }));
  await refused(400, api[`patch${kind}User`]({ userId }, { role: 'emperor' }));
  await api[`delete${kind}User`]({ userId });
  await refused(404, api[`get${kind}User`]({ userId }));
  lacks(await api[`list${kind}Users`](), 'id', userId);
}

export async function applicationUsers(api) {
  await roles(await application(api, 'walk-users'), 'Application', 'developer', 'viewer');
}

export async function environmentTypeUsers(api) {
  await api.createEnvironmentType({}, { id: 'walk-users' });
  await roles(api.with({ envType: 'walk-users' }), 'EnvironmentType', 'deployer');
}

export async function permissions(api) {
  const shop = await application(api, 'walk-perms');
  const { id: userId } = await serviceUser(api);
  const { token } = await api.createToken({ userId }, { id: 'walk', type: 'static' });
  const walker = api.as(token);
  await refused(403, walker.getApplication({ appId: 'walk-perms' }));
  await shop.createApplicationUser({}, { id: userId, role: 'developer' });
  matches(await walker.getApplication({ appId: 'walk-perms' }), { id: 'walk-perms' });
  assert.ok(Object.keys((await api.getPermissions({ userId })).objects).some((object) => object.endsWith('/apps/walk-perms')));
  const mine = walker.with({ appId: 'walk-perms', envId: 'development' });
  await refused(403, mine.createDeployment({}, { set_id: '0' }));
  await api.createEnvironmentTypeUser({ envType: 'development' }, { id: userId, role: 'deployer' });
  matches(await mine.createDeployment({}, { set_id: '0' }), { created_by: userId });
  await api.deleteOrganizationUser({ userId });
  await refused(401, walker.getCurrentUser());
}

export async function tokens(api) {
  const { id: userId } = await serviceUser(api, 'orgViewer');
  const body = { id: 'walk', type: 'static', description: 'For a walk', expires_at: '2999-01-01T00:00:00Z' };
  const { token } = await api.createToken({ userId }, body);
  const read = await api.getToken({ userId, tokenId: 'walk' });
  matches(read, { id: 'walk', type: 'static', description: 'For a walk' });
  assert.equal(Date.parse(read.expires_at), Date.parse(body.expires_at));
  assert.deepEqual(await api.listTokens({ userId }), [read]);
  await refused(409, api.createToken({ userId }, body));
  matches(await api.as(token).getCurrentUser(), { id: userId });
  await api.deleteToken({ userId, tokenId: 'walk' });
  await refused(404, api.getToken({ userId, tokenId: 'walk' }));
  assert.deepEqual(await api.listTokens({ userId }), []);
  await refused(401, api.as(token).getCurrentUser());
}
