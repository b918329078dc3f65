import { getRum, initRum } from 'otel-rum';

initRum({ serviceName: 'shop', endpoint: '/otlp' });
window.otelRum = getRum();
document.querySelector('#ask').onclick = async () => {
  getRum().addEvent('shop.asked', {
    text: 'a batch of over 8 KiB '.repeat(300),
    more: 'is gzipped '.repeat(300),
  });
  await (await fetch('/api/ok')).text();
};
