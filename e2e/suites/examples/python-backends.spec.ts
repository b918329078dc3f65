import { type BackendCommand, backendFile, testBackend } from './joined-backend.js';

/** Returns the command of a Python module under `opentelemetry-instrument`. */
function instrumented(folder: string, module: string, args: string[], env = {}): BackendCommand {
  const python = process.env.OTEL_RUM_PYTHON;
  if (!python) throw new Error('OTEL_RUM_PYTHON names no Python: run `npm run test:examples python`');
  return {
    command: python,
    args: [
      ...['-c', 'from opentelemetry.instrumentation.auto_instrumentation import run; run()'],
      ...[python, '-m', module, ...args],
    ],
    cwd: backendFile(folder),
    env: { PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1', ...env },
    ready: /Starting development server at|Uvicorn running on/,
  };
}

testBackend('Django', ({ host, port }) =>
  instrumented('django', 'django', ['runserver', '--noreload', `${host}:${port}`], {
    DJANGO_SETTINGS_MODULE: 'shop',
  }),
);
testBackend('FastAPI', ({ host, port }) =>
  instrumented('fastapi', 'uvicorn', ['shop:app', '--host', host, '--port', port]),
);
