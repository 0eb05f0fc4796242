/** Northwind Permits, a form-heavy public service: its routes, its one account and one memory for one start. */

import { assetRoutes, faviconRoutes } from '../assets.ts';
import { CookieSessions } from '../cookie-sessions.ts';
import { html } from '../html.ts';
import { type Reply, redirect } from '../reply.ts';
import { get, type Handler, post, type SiteRoutes } from '../route.ts';
import { field, setCookie, type Visit } from '../visit.ts';
import { applyRoutes } from './apply-routes.ts';
import { type Citizen, isAccount, newCitizen } from './citizen.ts';
import { permitPage } from './layout.ts';
import { applicationPage, applicationsPage, homePage, loginPage } from './pages.ts';
import { crest, helpBody, termsReply } from './text-pages.ts';

const SIGN_IN_COOKIE = 'np_login';

export function formsSite(signInSeconds: number): SiteRoutes {
  const citizens = new CookieSessions<Citizen>('np_session', newCitizen);

  const extend = (visit: Visit, citizen: Citizen): void => {
    citizen.signedInUntil = Date.now() + signInSeconds * 1000;
    setCookie(visit, SIGN_IN_COOKIE, 'yes', { maxAgeSeconds: signInSeconds });
  };

  const userOf = (visit: Visit): string | undefined => {
    const citizen = citizens.of(visit);
    const valid = visit.cookies.has(SIGN_IN_COOKIE) && citizen.signedInUntil > Date.now();
    return valid ? citizen.user : undefined;
  };

  /** Shows a page only to somebody signed in; others sign in first and come back. */
  const signedIn =
    (show: (visit: Visit, citizen: Citizen) => Reply | undefined): Handler =>
    visit => {
      const citizen = citizens.of(visit);
      if (userOf(visit) === undefined) {
        const expired = citizen.user === undefined ? '' : '&expired=1';
        const next = visit.method === 'GET' ? visit.target : '/apply';
        return redirect(`/login?next=${encodeURIComponent(next)}${expired}`);
      }
      extend(visit, citizen);
      return show(visit, citizen);
    };

  const applicationOf = (visit: Visit, citizen: Citizen) =>
    citizen.applications.find(({ reference }) => reference === visit.params.reference);

  return {
    routes: [
      ...assetRoutes(import.meta.dirname, ['forms.css', 'fields.css', 'forms.js', 'widgets.js']),
      ...faviconRoutes(crest),
      get('/', visit => permitPage({ title: 'Apply for a permit', body: homePage, user: userOf(visit) })),
      get('/help', visit => permitPage({ title: 'Help', body: helpBody, user: userOf(visit) })),
      get('/terms', () => termsReply()),
      get('/login', visit => {
        const expired = visit.query.get('expired') === '1';
        const body = loginPage(ownPath(visit.query.get('next')), { expired });
        return permitPage({ title: 'Sign in', body, user: userOf(visit) });
      }),
      post('/login', visit => {
        const next = ownPath(visit.form.get('next'));
        const user = field(visit, 'user');
        if (!isAccount(user, visit.form.get('password') ?? '')) {
          const body = loginPage(next, { error: 'The username or the password is wrong.', expired: false, user });
          return permitPage({ title: 'Error: Sign in', body, status: 401, user: undefined });
        }
        const citizen = citizens.of(visit);
        citizen.user = user;
        extend(visit, citizen);
        return redirect(next);
      }),
      post('/logout', visit => {
        const citizen = citizens.of(visit);
        citizen.user = undefined;
        citizen.signedInUntil = 0;
        setCookie(visit, SIGN_IN_COOKIE, '', { maxAgeSeconds: 0 });
        return redirect('/');
      }),
      get(
        '/applications',
        signedIn((visit, citizen) => {
          const notice = visit.query.get('discarded') === '1' ? 'Your draft was discarded.' : undefined;
          return permitPage({
            title: 'Your applications',
            body: applicationsPage(citizen, notice),
            user: citizen.user,
          });
        }),
      ),
      get(
        '/applications/:reference',
        signedIn((visit, citizen) => {
          const application = applicationOf(visit, citizen);
          if (application === undefined) return undefined;
          const body = applicationPage(application, visit.query.get('new') === '1');
          return permitPage({ title: `Application ${application.reference}`, body, user: citizen.user });
        }),
      ),
      post(
        '/applications/:reference/withdraw',
        signedIn((visit, citizen) => {
          const application = applicationOf(visit, citizen);
          if (application === undefined) return undefined;
          application.status = 'Withdrawn';
          return redirect(`/applications/${application.reference}`);
        }),
      ),
      ...applyRoutes(signedIn),
    ],
    notFound: visit =>
      permitPage({
        title: 'Page not found',
        status: 404,
        user: userOf(visit),
        body: html`<div class="narrow"><h1>Page not found</h1><p>Check the address, or <a href="/">start again</a>.</p></div>`,
      }),
  };
}

/** A path of this site and nothing else, so that the sign-in never leads away. */
const ownPath = (text: string | null): string => (text !== null && /^\/(?![/\\])/.test(text) ? text : '/applications');
