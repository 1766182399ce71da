import assert from 'node:assert/strict';
import { lacks, lifeCycle, matches, only, pages, refused } from '../support.mjs';

const CHART = { id: 'walk-chart', version: '1.0.0' };

export async function profiles(api) {
  const features = await api.listWorkloadProfileFeatures();
  only(features, 'id', 'humanitec/containers');
  const body = { id: 'acme/walk', description: 'Walks', spec_definition: { properties: {} }, version: '1.0.0', workload_profile_chart: CHART };
  const { id, ...replace } = body;
  const { profileQid } = await lifeCycle(api, 'WorkloadProfile', {
    id: 'profileQid',
    body,
    replace: { ...replace, description: 'Runs', version: '1.1.0', deprecation_message: 'Use acme/run' },
  });
  await api.replaceWorkloadProfile({ profileQid }, { ...replace, description: 'Hops', version: '2.0.0', deprecation_message: 'Use acme/hop' });
  const versions = await api.listWorkloadProfileVersions({ profileQid });
  assert.deepEqual(versions.map((version) => version.description).sort(), ['Hops', 'Walks']);
  await pages(api, 'listWorkloadProfileVersions', { profileQid }, versions);

  const all = await api.listWorkloadProfiles({ deprecated: true });
  only(all, 'id', profileQid);
  await pages(api, 'listWorkloadProfiles', { deprecated: true }, all);
  const current = await api.listWorkloadProfiles();
  assert.ok(current.length > 0 && current.length < all.length);
  lacks(current, 'id', profileQid);
  const foreign = { profileQid: 'humanitec/default-module' };
  matches(await api.getWorkloadProfile(foreign), { org_id: 'humanitec' });
  await refused(400, api.deleteWorkloadProfile(foreign));
}

export async function charts(api) {
  const upload = (name) => api.createWorkloadProfileChartVersion({}, new File([new Uint8Array([31, 139])], name, { type: 'application/x-gzip' }));
  const first = await upload('walk-chart-1.0.0.tgz');
  matches(first, CHART);
  await upload('walk-chart-1.1.0.tgz');
  await upload('walk-other-1.0.0.tgz');
  const all = await api.listWorkloadProfileChartVersions();
  assert.deepEqual(only(all.filter((chart) => chart.id === CHART.id), 'version', '1.0.0'), first);
  await pages(api, 'listWorkloadProfileChartVersions', {}, all);
  assert.deepEqual((await api.listWorkloadProfileChartVersions({ id: 'walk-chart' })).map((chart) => chart.version).sort(), ['1.0.0', '1.1.0']);
  assert.deepEqual(await api.listWorkloadProfileChartVersions({ id: 'walk-chart', version: '1.0.0' }), [first]);
  await refused(400, upload('nonsense'));
}
