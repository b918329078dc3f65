import { element } from './element.mjs';

const states = { none: 'works', slow: 'is slow', fail: 'fails' };

const ask = async (path, options) => {
  const response = await fetch(`/api/faults${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
};

/**
 * Makes a part that can be opened, with a switch for each service: it works, is slow, or fails. Until it is opened it makes no
 * request: the page's telemetry would have it.
 * @param {(sentence: string) => void} report is called with what happened
 */
export function faultSwitches(report) {
  const details = element('details', { className: 'happen-services' });
  const list = element('div', { className: 'happen-switches' });
  const summary = element('summary', { textContent: 'Faults of services' });
  summary.dataset.rumName = 'faults of services';
  details.append(summary, list);
  const selects = new Map();

  const add = (service) => {
    const select = element('select', { name: service });
    select.dataset.rumName = `fault of ${service}`;
    select.append(
      ...Object.entries(states).map(([value, textContent]) => element('option', { value, textContent })),
    );
    select.addEventListener('change', async () => {
      try {
        const { fault } = await ask(`/${service}`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ fault: select.value }),
        });
        report(`${service} ${states[fault]} from now on.`);
      } catch (error) {
        report(error.message);
      }
    });
    const label = element('label', { textContent: service });
    label.append(select);
    list.append(label);
    selects.set(service, select);
    return select;
  };

  const refresh = async () => {
    try {
      const { services } = await ask('');
      await Promise.all(
        services.map(async (service) => {
          const select = selects.get(service) ?? add(service);
          select.value = (await ask(`/${service}`)).fault;
        }),
      );
    } catch (error) {
      report(error.message);
    }
  };
  details.addEventListener('toggle', () => {
    if (details.open) refresh();
  });
  return details;
}
