import { getRum, initRum } from 'otel-rum';

initRum({ serviceName: 'shop', endpoint: '/otlp' });
window.otelRum = getRum();
document.querySelector('#ask').onclick = () => {
  getRum().addEvent('shop.asked', { text: 'what takes more than a kilobyte '.repeat(50) });
  fetch('/api/ok').then((response) => response.text());
};
