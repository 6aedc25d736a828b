import { render } from 'preact';
import './style/tokens.css';
import './style/base.css';
import { Page } from './page.js';
import { applyTheme } from './preferences/preferences.js';
import './style/print.css';

applyTheme();
const root = document.getElementById('page');
if (root !== null) render(<Page />, root);
