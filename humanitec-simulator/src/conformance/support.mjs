// What the flows have in common.
import assert from 'node:assert/strict';
import { Refusal } from './client.mjs';

const DEADLINE_MILLIS = 15_000;
const PAUSE_MILLIS = 25;

/** The request must be refused with the status. */
export async function refused(status, request) {
  try {
    await request;
  } catch (refusal) {
    if (refusal instanceof Refusal) {
      assert.equal(refusal.status, status, refusal.message);
      return;
    }
    throw refusal;
  }
  assert.fail(`A request is not refused with ${status}.`);
}

/** Asserts that the actual value has all fields of the expected one. */
export function matches(actual, expected, place = '') {
  if (expected !== null && typeof expected === 'object' && !Array.isArray(expected)) {
    assert.ok(actual !== null && typeof actual === 'object', `${place} is ${JSON.stringify(actual)}`);
    Object.keys(expected).forEach((key) => matches(actual[key], expected[key], `${place}/${key}`));
  } else {
    assert.deepEqual(actual, expected, `${place} is ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
  }
}

/** Returns the only element of a list whose field has the value. */
export function only(list, field, value) {
  const found = list.filter((element) => element[field] === value);
  assert.equal(found.length, 1, `The list has ${found.length} elements whose ${field} is ${value}.`);
  return found[0];
}

export function lacks(list, field, value) {
  assert.ok(!list.some((element) => element[field] === value), `The list still has ${field} ${value}.`);
}

/** Asserts that a filter leaves something out, and that all that is left has the value. */
export function filtered(all, some, field, value) {
  assert.ok(some.length > 0, `The filter ${field}=${value} leaves nothing.`);
  assert.ok(some.length < all.length, `The filter ${field}=${value} leaves all.`);
  some.forEach((element) => assert.equal(element[field], value));
}

/** Waits until the value satisfies the condition, and returns it. */
export async function until(read, condition) {
  for (const end = Date.now() + DEADLINE_MILLIS; ; ) {
    const value = await read();
    if (condition(value)) {
      return value;
    }
    assert.ok(Date.now() < end, `It does not come so far: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
  }
}

/** Waits until an object is no longer found. */
export async function gone(read) {
  const isGone = async () => {
    try {
      await read();
      return false;
    } catch (refusal) {
      return refusal.status === 404;
    }
  };
  await until(isGone, (value) => value);
}

/** Reads a list page by page: with one element on each page it must be the same list. */
export async function pages(api, operation, parameters, all) {
  assert.ok(all.length > 1, `${operation} has too few elements for pages.`);
  let found = [];
  let cursor;
  do {
    const { headers, body } = await api.full(operation, { ...parameters, per_page: 1, ...(cursor && { page: cursor }) });
    assert.equal(body.length, 1);
    found = found.concat(body);
    const link = headers.get('link')?.match(/<([^>]*)>; *rel="?next"?/)?.[1];
    cursor = link && new URL(link, 'http://localhost').searchParams.get('page');
  } while (cursor);
  assert.deepEqual(found, all);
}

/**
 * Creates, reads, lists, changes and deletes an object.
 *
 * id: the path parameter; field: the field with its value, if it is not "id"; body: what is created; hidden: the fields
 * of the body that no answer has; patch, replace: the changes, without what no answer has; more: the fields of changes that
 * no answer has; plural, one: the operations' names; unique: whether a second object of this id is refused
 */
export async function lifeCycle(api, kind, options) {
  const { id, field = 'id', body, hidden = [], patch, replace, more = {}, plural = `${kind}s`, unique = true } = options;
  const visible = Object.fromEntries(Object.entries(body).filter(([name]) => !hidden.includes(name)));
  const hasGet = api.has(`get${kind}`);
  const created = await api[`create${kind}`]({}, body);
  matches(created, visible);
  const parameters = { [id]: created[field] };
  const read = async () => (hasGet ? api[`get${kind}`](parameters) : only(await api[`list${plural}`](), field, created[field]));
  assert.deepEqual(await read(), created);
  assert.deepEqual(only(await api[`list${plural}`](), field, created[field]), created);
  if (unique) {
    await refused(409, api[`create${kind}`]({}, body));
  }
  for (const [verb, change] of Object.entries({ patch, replace }).filter((each) => each[1])) {
    const answer = await api[`${verb}${kind}`](parameters, { ...change, ...more });
    matches(answer, change);
    const now = await read();
    matches(now, change);
    assert.equal(now[field], created[field]);
    if (verb === 'patch') {
      const kept = Object.keys(visible).filter((name) => !(name in change) && !(name in more));
      kept.forEach((name) => assert.deepEqual(now[name], created[name], `${verb}${kind} changes ${name}`));
    }
  }
  await api[`delete${kind}`](parameters);
  if (hasGet) {
    await refused(404, api[`get${kind}`](parameters));
  }
  lacks(await api[`list${plural}`](), field, created[field]);
  await refused(404, api[`delete${kind}`](parameters));
  matches(await api[`create${kind}`]({}, body), visible);
  return parameters;
}

/** Creates an application with the environment "development". */
export async function application(api, appId) {
  await api.createApplication({}, { id: appId, name: appId, env: { id: 'development', name: 'Development', type: 'development' } });
  return api.with({ appId, envId: 'development' });
}

export const module = (image, externals) => ({
  profile: 'humanitec/default-module',
  spec: {
    containers: { main: { id: 'main', image, resources: {} } },
    service: { ports: { http: { protocol: 'TCP', service_port: 80, container_port: 8080 } } },
  },
  ...(externals && { externals }),
});

/** Deploys a delta, and returns the deployment when it has ended. */
export async function deploy(env, delta, comment = '') {
  const { id } = await env.createDelta({}, delta);
  const { id: deployId } = await env.createDeployment({}, { delta_id: id, comment });
  return until(
    () => env.getDeployment({ deployId }),
    (deployment) => ['succeeded', 'failed'].includes(deployment.status),
  );
}
