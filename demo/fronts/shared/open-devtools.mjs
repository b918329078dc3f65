/** Loads otel-rum's panel into the page. The API server serves otel-rum's own build, so it is a script of the page's origin. */
export function openDevtools() {
  const script = document.createElement('script');
  script.src = '/sdk/devtools.iife.js';
  document.head.append(script);
}

if (new URLSearchParams(location.search).has('otel-rum-devtools')) openDevtools();
