import { init } from '@dash0/sdk-web';

init({
  serviceName: 'bench',
  endpoint: { url: `${location.origin}/collect/dash0`, authToken: 'token' },
  propagators: [{ type: 'traceparent', match: [/.*/] }],
});
