import type { AssetFiles } from './asset-files.js';

/** The page: everything on it is made by its script. It has no script or style of its own, and loads from here alone. */
export function pageDocument(title: string, files: AssetFiles): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · Carillon</title>
<link rel="icon" href="${escaped(files.link('icon.svg'))}">
<link rel="stylesheet" href="${escaped(files.link('app.css'))}">
<script type="module" src="${escaped(files.link('app.js'))}"></script>
</head>
<body>
<div id="app"></div>
<noscript><p class="noscript">This page is made by its script. The same facts are at <a href="?get=jobs">?get=jobs</a>, as JSON.</p></noscript>
</body>
</html>
`;
}

/** What a person sees who may not see the page. */
export function refusalDocument(message: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>Carillon</title>
</head>
<body>
<h1>Not here</h1>
<p>${escaped(message)}</p>
</body>
</html>
`;
}

/** Text as it may stand in HTML, inside quotes too. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
