// Where the dashboard begins.
import './design/tokens.css';
import './design/base.css';
import './design/controls.css';
import './design/surfaces.css';
import './shell/shell.css';
import { render } from 'preact';
import { listenToLinks } from './router/router.ts';
import { startSession } from './session/session.ts';
import { App } from './shell/app.tsx';
import { routeOf } from './shell/route.ts';

const root = document.querySelector('#app');
if (root !== null) render(<App />, root);
listenToLinks((path) => routeOf(path) !== null);
void startSession();
