import { describe, expect, it, vi } from 'vitest';
import { readUserAgent } from './user-agent.js';

const readAs = (navigator: object) => {
  vi.stubGlobal('navigator', { userAgent: '', language: 'en-GB', ...navigator });
  return readUserAgent();
};
const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

describe('the family of a browser', () => {
  it.each([
    [CHROME, 'Chrome'],
    [`${CHROME} Edg/156.0.0.0`, 'Edge'],
    [`${CHROME} OPR/120.0.0.0`, 'Opera'],
    [CHROME.replace('Chrome/', 'SamsungBrowser/28.0 Chrome/'), 'Samsung Internet'],
    [CHROME.replace('Chrome/', 'HeadlessChrome/'), 'Chrome'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 'Firefox'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
      'Safari',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/156.0 Mobile/15E148 Safari/604.1',
      'Chrome',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/153.0 Mobile/15E148 Safari/605.1.15',
      'Firefox',
    ],
    ['curl/8.0', 'other'],
    ['', 'other'],
  ])('%s is %s … %s', (userAgent, family) => {
    expect(readAs({ userAgent })).toMatchObject({ original: userAgent, family });
  });
});

describe('the user agent of a browser', () => {
  it('are brands, but for the one that is made up, with User-Agent Client Hints', () => {
    const brands = [
      { brand: 'Chromium', version: '156' },
      { brand: 'Not=A?Brand', version: '24' },
      { brand: 'Not_A Brand', version: '8' },
      { brand: 'Google Chrome', version: '156' },
    ];
    const agent = readAs({ userAgentData: { brands, mobile: true, platform: 'Android' } });
    expect(agent).toMatchObject({
      brands: ['Chromium 156', 'Google Chrome 156'],
      isMobile: true,
      platform: 'Android',
    });
  });

  it('is less without them; whether it is mobile stands in the user agent', () => {
    expect(readAs({ userAgent: 'x Mobile y' })).toMatchObject({
      brands: [],
      platform: '',
      isMobile: true,
      language: 'en-GB',
    });
    expect(readAs({ userAgent: CHROME })).toMatchObject({ isMobile: false });
  });
});
