// Walks all flows against a running simulator. Writes for each flow whether its assertions held. The simulator records the
// requests, and finds in their header Humanitec-User-Agent which flow sent them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { connect } from './client.mjs';

const { CONFORMANCE_DIRECTORY: directory, CONFORMANCE_URL: url, CONFORMANCE_TOKEN: token } = process.env;
const SUBJECTS = ['organizations', 'applications', 'deployments', 'pipelines', 'values', 'artefacts', 'resources', 'profiles', 'users'];

const autogen = await import(pathToFileURL(join(directory, 'node_modules/@humanitec/autogen/dist/index.js')));
const operations = JSON.parse(readFileSync(join(directory, 'operations.json'), 'utf8'));
const results = [];
for (const subject of SUBJECTS) {
  for (const [name, walk] of Object.entries(await import(`./flows/${subject}.mjs`))) {
    const flow = `${subject}.${name}`;
    try {
      await walk(connect({ autogen, operations, url, token, flow }));
      results.push({ flow });
    } catch (failure) {
      results.push({ flow, failure: failure.stack.split('\n').filter((line) => !line.includes('node:internal')).join('\n') });
    }
  }
}
writeFileSync(join(directory, 'flows.json'), JSON.stringify(results, null, 2));
