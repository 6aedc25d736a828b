import { LocationProvider, Route, Router } from 'preact-iso';
import { NotFound } from './pages/not-found.js';
import { Overview } from './pages/overview.js';

/** The whole page: the frame, and what its address names. */
export function Page() {
  return (
    <LocationProvider>
      <Router>
        <Route path="/" component={Overview} />
        <Route default component={NotFound} />
      </Router>
    </LocationProvider>
  );
}
