import { scoreLine } from '../../shared/score-line.mjs';

/** Sends the visitor's stars by XMLHttpRequest, like older pages: otel-rum traces these requests as well. */
export const starRating = (stars) => {
  const { movieId } = stars.closest('[data-movie-id]').dataset;
  const score = document.querySelector('[data-score]');
  stars.disabled = false;
  stars.addEventListener('change', ({ target }) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/api/movies/${movieId}/rating`);
    request.setRequestHeader('content-type', 'application/json');
    request.responseType = 'json';
    request.onload = () => {
      const isStored = request.status === 200;
      score.textContent = isStored
        ? `Thank you. ${scoreLine(request.response)}`
        : 'Your rating could not be stored.';
    };
    request.onerror = () => {
      score.textContent = 'Your rating could not be sent.';
    };
    request.send(JSON.stringify({ stars: Number(target.value) }));
  });
};
