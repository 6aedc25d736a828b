import { LocationProvider, Route, Router, useLocation } from 'preact-iso/router';
import { basePath } from './address/base-path.js';
import { FailureBoundary } from './frame/failure-boundary.js';
import { Frame } from './frame/frame.js';
import { lazyPage } from './frame/lazy-page.js';
import { LoginGate } from './pages/login/login-gate.js';
import { NotFoundPage } from './pages/not-found/not-found-page.js';

/** The pages by their paths: a new one is a line here. Each is loaded when it is shown first. */
const pages = [
  {
    path: '/',
    page: lazyPage(async () => (await import('./pages/overview/overview-page.js')).OverviewPage),
  },
  {
    path: '/runs',
    page: lazyPage(async () => (await import('./pages/runs/runs-page.js')).RunsPage),
  },
  {
    path: '/runs/:run',
    page: lazyPage(async () => (await import('./pages/run/run-page.js')).RunPage),
  },
  {
    path: '/runs/:run/rejects',
    page: lazyPage(async () => (await import('./pages/rejects/rejects-page.js')).RunRejectsPage),
  },
  {
    path: '/jobs/:job/rejects',
    page: lazyPage(async () => (await import('./pages/rejects/rejects-page.js')).JobRejectsPage),
  },
  {
    path: '/jobs',
    page: lazyPage(async () => (await import('./pages/jobs/jobs-page.js')).JobsPage),
  },
  {
    path: '/jobs/:job',
    page: lazyPage(async () => (await import('./pages/job/job-page.js')).JobPage),
  },
  {
    path: '/jobs/:job/launch',
    page: lazyPage(async () => (await import('./pages/launch/launch-page.js')).LaunchPage),
  },
  {
    path: '/jobs/:job/quality',
    page: lazyPage(async () => (await import('./pages/quality/quality-page.js')).QualityPage),
  },
  {
    path: '/jobs/:job/partitions',
    page: lazyPage(
      async () => (await import('./pages/partitions/partitions-page.js')).PartitionsPage,
    ),
  },
  {
    path: '/schedules',
    page: lazyPage(async () => (await import('./pages/schedules/schedules-page.js')).SchedulesPage),
  },
  {
    path: '/watches',
    page: lazyPage(async () => (await import('./pages/watches/watches-page.js')).WatchesPage),
  },
  {
    path: '/budgets',
    page: lazyPage(async () => (await import('./pages/budgets/budgets-page.js')).BudgetsPage),
  },
  {
    path: '/budgets/:tenant',
    page: lazyPage(async () => (await import('./pages/budgets/tenant/tenant-page.js')).TenantPage),
  },
  {
    path: '/errors/:code',
    page: lazyPage(async () => (await import('./pages/errors/error-page.js')).ErrorPage),
  },
];

/** The whole page: the login, then the frame and what its address names. */
export function Page() {
  return (
    <LocationProvider>
      <LoginGate>
        {(session) => (
          <Frame session={session}>
            <NamedPage />
          </Frame>
        )}
      </LoginGate>
    </LocationProvider>
  );
}

/** The page that the address names. */
function NamedPage() {
  const { path } = useLocation();
  // The router fails at an address that it cannot decode.
  if (!isDecodable(path)) return <NotFoundPage />;
  return (
    <FailureBoundary path={path}>
      <Router>
        {pages.map((named) => (
          <Route key={named.path} path={`${basePath()}${named.path}`} component={named.page} />
        ))}
        <Route default component={NotFoundPage} />
      </Router>
    </FailureBoundary>
  );
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
