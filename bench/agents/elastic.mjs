import { init } from '@elastic/apm-rum';

init({
  serviceName: 'bench',
  serverUrl: location.origin,
  serverUrlPrefix: '/collect/elastic',
  logLevel: 'error',
});
