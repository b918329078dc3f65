import { beforeEach, describe, expect, it, vi } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { createResources } from './resource.js';

const navigator = {
  userAgent: 'Mozilla/5.0 Chrome/156.0.0.0 Safari/537.36',
  language: 'en-GB',
  userAgentData: { brands: [{ brand: 'Chromium', version: '156' }], mobile: false, platform: 'Linux' },
};
beforeEach(() => {
  vi.stubGlobal('navigator', navigator);
});
const app = { serviceName: 'shop', resourceAttributes: {} };

describe('the resource', () => {
  it('describes the app, its deployment, the SDK and the browser', () => {
    const { full } = createResources({ ...app, serviceVersion: '1.4.2', environment: 'production' });
    expect(full).toEqual({
      'service.name': 'shop',
      'service.version': '1.4.2',
      'deployment.environment.name': 'production',
      'telemetry.sdk.name': 'otel-rum',
      'telemetry.sdk.language': 'webjs',
      'telemetry.sdk.version': manifest.version,
      'telemetry.distro.name': 'otel-rum',
      'telemetry.distro.version': manifest.version,
      'browser.mobile': false,
      'browser.brands': ['Chromium 156'],
      'browser.platform': 'Linux',
      'browser.language': 'en-GB',
      'user_agent.original': navigator.userAgent,
    });
  });

  it('of metrics is low in cardinality: the family of the browser is all there is of it', () => {
    const { metrics } = createResources(app);
    expect(metrics).toMatchObject({
      'service.name': 'shop',
      'browser.mobile': false,
      'user_agent.name': 'Chrome',
    });
    for (const name of ['user_agent.original', 'browser.brands', 'browser.language', 'browser.platform']) {
      expect(metrics).not.toHaveProperty([name]);
    }
  });

  it('leaves out unknown values', () => {
    vi.stubGlobal('navigator', { userAgent: '', language: '' });
    const { full } = createResources(app);
    expect(Object.keys(full).filter((name) => /^browser|^user_agent|version$/.test(name))).toEqual([
      'telemetry.sdk.version',
      'telemetry.distro.version',
      'browser.mobile',
    ]);
  });

  it("has the app's own attributes, which may correct ours, in both", () => {
    const resourceAttributes = { team: 'web', 'browser.platform': 'kiosk' };
    const { full, metrics } = createResources({ ...app, resourceAttributes });
    expect(full).toMatchObject(resourceAttributes);
    expect(metrics).toMatchObject({ team: 'web' });
  });
});
