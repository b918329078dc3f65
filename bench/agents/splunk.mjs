import { SplunkRum } from '@splunk/otel-web';

SplunkRum.init({
  applicationName: 'bench',
  rumAccessToken: 'token',
  beaconEndpoint: `${location.origin}/collect/splunk`,
  allowInsecureBeacon: true,
});
