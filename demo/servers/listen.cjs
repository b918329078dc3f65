const http = require('node:http');

/**
 * Serves on 127.0.0.1, reports the port to the parent process, and stops by itself: on SIGTERM, on SIGINT, or when the
 * parent has ended. Requests in progress are answered first; the process then ends because nothing is left to do, after
 * OpenTelemetry's register hook has sent its last spans.
 * @param {import('node:http').RequestListener} onRequest
 * @param {{ port: number }} options
 */
exports.listen = (onRequest, { port }) => {
  const server = http.createServer(onRequest);

  const stop = () => {
    server.close();
    server.closeIdleConnections();
    if (process.connected) process.disconnect();
  };
  process.once('SIGTERM', stop);
  // Ctrl-C reaches the whole process group; the parent decides, and sends SIGTERM.
  process.on('SIGINT', () => {
    if (!process.connected) process.kill(process.pid, 'SIGTERM');
  });
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));

  server.once('error', (error) => {
    process.stderr.write(`${process.env.OTEL_SERVICE_NAME}: ${error.message}\n`);
    process.exit(1);
  });
  server.listen(port, '127.0.0.1', () => {
    const address = `http://127.0.0.1:${server.address().port}`;
    if (process.send) process.send({ ready: address });
    else process.stdout.write(`${process.env.OTEL_SERVICE_NAME} listens on ${address}\n`);
  });
  return server;
};
