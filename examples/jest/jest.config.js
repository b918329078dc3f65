// CommonJS, as Jest runs by default: Babel transforms the packages that have ES modules only, too.
const presets = [['@babel/preset-env', { targets: { node: 'current' } }]];
export default {
  testEnvironment: 'jsdom',
  transform: { '\\.js$': ['babel-jest', { presets }] },
  transformIgnorePatterns: ['/node_modules/(?!(otel-rum|web-vitals)/)'],
};
