import { getRum, initRum } from 'otel-rum';

initRum({ serviceName: 'shop', endpoint: '/otlp' });
window.otelRum = getRum();
document.querySelector('#ask').onclick = async () => {
  getRum().addEvent('shop.asked', { text: 'what takes more than a kilobyte '.repeat(50) });
  await (await fetch('/api/ok')).text();
};
