import { Link } from 'react-router';

/** The page of unknown URLs. */
export const MissingPage = () => (
  <>
    <title>Not found – Lantern</title>
    <div className="empty">
      <h1>This reel is missing</h1>
      <p>There is no page at this address.</p>
      <Link className="button" to="/">
        See all films
      </Link>
    </div>
  </>
);
