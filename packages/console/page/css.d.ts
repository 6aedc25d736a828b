/** A style sheet that a file imports; Vite puts it into the page. */
declare module '*.css';
