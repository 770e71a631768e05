// How pages of messages look: what cannot stand in the tags themselves, and the fonts of each language.
import type { User } from '../core/user.ts';

const BENGALI = "'Noto Sans Bengali','Hind Siliguri','Nirmala UI','Bangla Sangam MN',Vrinda";
const LATIN = "-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial";

/** Bengali comes in every message: names and reasons are in it whatever the reader's language. */
export const FONTS: { readonly [language in User['language']]: string } = {
  en: `${LATIN},${BENGALI},sans-serif`,
  bn: `${BENGALI},${LATIN},sans-serif`,
};

/** For narrow screens and dark ones; a mail program that ignores it shows the light page. */
export const STYLE_SHEET = `:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) {
  .inside { padding: 22px 18px 8px !important; }
  .rows { font-size: 14px !important; }
}
@media (prefers-color-scheme: dark) {
  .ground { background-color: #12161c !important; }
  .sheet { background-color: #1b212a !important; border-color: #323a46 !important; }
  .ink { color: #e7eaef !important; }
  .faint { color: #a3adba !important; }
  .line { border-color: #323a46 !important; }
  .link { color: #93b4ff !important; }
  .approve { background-color: #1a7a41 !important; border-color: #1a7a41 !important; }
  .reject { background-color: #1b212a !important; border-color: #ff9b91 !important; }
  .reject a { color: #ff9b91 !important; }
  .plain { background-color: #1b212a !important; border-color: #93b4ff !important; }
  .plain a { color: #93b4ff !important; }
}`;
