// Calls the operations of the contract by their operationIds: with the vendor's client, and with a plain request where the
// client, which is older than the contract, lacks the operation or one of the fields or parameters.
import assert from 'node:assert/strict';

// The client reads each set as a delta too, and fails.
const UNREADABLE = new Set(['OrgsOrgIdAppsAppIdSetsSetIdGet200Response']);

/** An answer that is not 2xx. */
export class Refusal extends Error {
  constructor(operation, status, text) {
    super(`${operation} is refused with ${status}: ${text}`);
    this.status = status;
  }
}

/** The method and the path without the names of its parameters, which differ between client and contract. */
const signature = (method, path) => `${method} ${path.replace(/\{[^}]*}/g, '{}')}`;
const pathParameters = (path) => [...path.matchAll(/\{([^}]*)}/g)].map((found) => found[1]);

/** Reads from the source of the client's methods what they send, so that no table of names has to be kept. */
function methodsOf(api) {
  const methods = new Map();
  for (const name of Object.getOwnPropertyNames(api.prototype).filter((each) => each.endsWith('Raw'))) {
    const source = api.prototype[name].toString();
    const path = source.match(/path: `([^`]*)`/)[1].split('.replace')[0];
    const named = source.matchAll(/(?:query|header)Parameters\['([^']*)'] = (?:String\()?requestParameters\['([^']*)'](\.toISO)?/g);
    const form = source.match(/formParams\.append\('[^']*', requestParameters\['([^']*)']/);
    const body = source.match(/ body: (.*)/)?.[1] ?? '';
    methods.set(signature(source.match(/method: '(\w+)'/)[1], path), {
      name,
      path: pathParameters(path),
      named: new Map([...named].map(([, sent, given, time]) => [sent, { given, isTime: Boolean(time) }])),
      body: form?.[1] ?? body.match(/requestParameters\['([^']*)']/)?.[1],
      bodyModel: body.match(/(\w+)ToJSON/)?.[1],
      answerModel: source.match(/=> (?:jsonValue\.map\()?(\w+)FromJSON/)?.[1],
    });
  }
  return methods;
}

const each = (value, change) => (Array.isArray(value) ? value.map((one) => change(one)) : change(value));

/** The places in the body that the client does not send. */
function lost(body, sent, place = '') {
  if (body === null || typeof body !== 'object') {
    return sent === undefined ? [place] : [];
  }
  return Object.keys(body).flatMap((key) => lost(body[key], sent?.[key], `${place}/${key}`));
}

function content(text) {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

class Caller {
  constructor({ autogen, operations, url, token, flow }) {
    Object.assign(this, { autogen, url, token, flow });
    this.operations = new Map(operations.map((operation) => [operation.id, operation]));
    this.methods = methodsOf(autogen.PublicApi);
    this.client = new autogen.PublicApi(autogen.apiConfig({ token, apiHost: url, internalApp: flow }));
  }

  /** Sends a request. Returns status, headers and body of the answer; throws a Refusal if the answer is not 2xx. */
  async answer(id, parameters, body) {
    const operation = this.operations.get(id);
    assert.ok(operation, `The contract has no operation ${id}.`);
    const method = this.methods.get(signature(operation.method, operation.path));
    const input = method && this.input(operation, method, parameters, body);
    const { response, typed } = input ? await this.withClient(id, method, input) : await this.plainly(operation, parameters, body);
    const text = await response.text();
    if (!response.ok) {
      throw new Refusal(id, response.status, text);
    }
    const answer = { status: response.status, headers: response.headers, body: content(text) };
    this.requireRead(id, method, answer.body, input && typed);
    return answer;
  }

  /** Returns the argument of the client's method; undefined if the client would leave something out. */
  input(operation, method, parameters, body) {
    const { [`${method.bodyModel}FromJSON`]: read, [`${method.bodyModel}ToJSON`]: write } = this.autogen;
    const value = read && body !== undefined ? each(body, (one) => read(one)) : body;
    const input = {};
    if (body !== undefined) {
      if (!method.body || (write && lost(body, each(value, (one) => write(one))).length > 0)) {
        return undefined;
      }
      input[method.body] = value;
    }
    const inPath = pathParameters(operation.path);
    for (const [name, given] of Object.entries(parameters)) {
      const known = method.named.get(name);
      if (inPath.includes(name)) {
        input[method.path[inPath.indexOf(name)]] = given;
      } else if (known) {
        input[known.given] = known.isTime ? new Date(given) : given;
      } else {
        return undefined;
      }
    }
    return input;
  }

  async withClient(id, method, input) {
    try {
      const answer = await this.client[method.name](input);
      const response = answer.raw.clone();
      const isJson = response.headers.get('content-type')?.endsWith('json');
      return { response, typed: isJson && !UNREADABLE.has(method.answerModel) ? await answer.value() : undefined };
    } catch (failure) {
      if (failure instanceof this.autogen.ResponseError) {
        return { response: failure.response };
      }
      throw new Error(`${id} fails in the client: ${failure.message}`, { cause: failure });
    }
  }

  async plainly(operation, parameters, body) {
    const url = new URL(this.url + operation.path.replace(/\{([^}]*)}/g, (all, name) => encodeURIComponent(parameters[name])));
    const headers = { Authorization: `Bearer ${this.token}`, 'Humanitec-User-Agent': `app ${this.flow}` };
    if (parameters.Accept) {
      headers.Accept = parameters.Accept;
    }
    for (const { name, in: place } of operation.parameters.filter((parameter) => parameters[parameter.name] !== undefined)) {
      if (place === 'query') {
        [parameters[name]].flat().forEach((value) => url.searchParams.append(name, value));
      } else if (place === 'header') {
        headers[name] = parameters[name];
      }
    }
    const isJson = body !== undefined && !(body instanceof FormData) && operation.type !== 'application/x-yaml';
    if (body !== undefined && !(body instanceof FormData)) {
      headers['Content-Type'] = operation.type;
    }
    return { response: await fetch(url, { method: operation.method, headers, body: isJson ? JSON.stringify(body) : body }) };
  }

  /** A field that the client's model requires must not be missing. */
  requireRead(id, method, body, typed) {
    const complete = this.autogen[`instanceOf${method?.answerModel}`];
    if (typed !== undefined && complete && [typed].flat().some((value) => value !== null && !complete(value))) {
      throw new Error(`${id}: a field is missing that ${method.answerModel} requires: ${JSON.stringify(body)}`);
    }
  }
}

/**
 * Returns an object with a method for each operation: {@code api.getApplication({appId: 'shop'})} returns the body of the
 * answer. {@code api.with(parameters)} has defaults for parameters, {@code api.as(token)} another token, and
 * {@code api.full(operation, parameters, body)} returns status and headers too.
 */
export function connect(options, defaults = { orgId: 'acme' }) {
  const caller = new Caller(options);
  const complete = (id, parameters) => {
    const names = caller.operations.get(id)?.parameters.map((parameter) => parameter.name) ?? [];
    names.push('Accept');
    const unknown = Object.keys(parameters).filter((name) => !names.includes(name));
    assert.deepEqual(unknown, [], `Parameters that ${id} does not have.`);
    const inherited = Object.entries(defaults).filter(([name]) => names.includes(name));
    return { ...Object.fromEntries(inherited), ...parameters };
  };
  const full = async (id, parameters = {}, body) => caller.answer(id, complete(id, parameters), body);
  const own = {
    full,
    with: (parameters) => connect(options, { ...defaults, ...parameters }),
    as: (token) => connect({ ...options, token }, defaults),
    has: (id) => caller.operations.has(id),
  };
  return new Proxy(own, {
    get: (target, id) => target[id] ?? (id === 'then' ? undefined : async (...input) => (await full(id, ...input)).body),
  });
}
