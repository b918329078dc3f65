import { element } from '../ui/element.mjs';

/**
 * The filter: everything, one service, or one session.
 *
 * @param {HTMLSelectElement} select
 * @param {() => void} onChange
 */
export function createFilter(select, onChange) {
  select.addEventListener('change', onChange);
  let shown = '';

  return {
    /** @param {string[]} services @param {string[]} sessions the newest first */
    render(services, sessions) {
      const signature = JSON.stringify([services, sessions]);
      if (signature === shown) return;
      shown = signature;
      const { value } = select;
      const all = element('option', { value: '', text: 'Everything' });
      select.replaceChildren(
        all,
        group(
          'Service',
          services.map((service) => [`service ${service}`, service]),
        ),
        group(
          'Session',
          sessions.map((session) => [`session ${session}`, `Session ${session.slice(0, 8)}`]),
        ),
      );
      select.value = [...select.options].some((option) => option.value === value) ? value : '';
    },

    /** Whether an event, an error, or a vital's sample is shown. */
    matches: ({ service, session }) => isChosen(select.value, [service], [session]),
    /** Whether any span of a trace belongs to the chosen service or session. */
    matchesTrace: ({ services, sessions }) => isChosen(select.value, [...services.keys()], [...sessions]),
    /** Whether a metric is shown: metrics belong to a service, not to a session. */
    matchesMetric: ({ service }) =>
      select.value.startsWith('session ') || isChosen(select.value, [service], []),
  };
}

function isChosen(value, services, sessions) {
  if (value === '') return true;
  const [kind, ...rest] = value.split(' ');
  return (kind === 'service' ? services : sessions).includes(rest.join(' '));
}

function group(label, options) {
  return element(
    'optgroup',
    { label },
    ...options.map(([value, text]) => element('option', { value, text })),
  );
}
