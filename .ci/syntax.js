// How the steps that make the page small go through code.

/** Calls `seen` for every node, from the outside in, in the order of the code; where it says `false`, not for what is within. */
export function visit(node, seen, parent) {
  if (seen(node, parent) === false) return;
  const parts = Object.values(node)
    .flat()
    .filter(part => typeof part?.type === 'string');
  for (const part of parts.sort((one, other) => one.start - other.start)) visit(part, seen, node);
}

/**
 * The code of a node, with all that is in it rewritten: `replaced` says what stands in place of a node, `undefined` for
 * what is as it was, and is given what rewrites a part of that node.
 */
export function rewritten(node, code, replaced) {
  const inside = part => rewritten(part, code, replaced);
  let text = '';
  let at = node.start;
  visit(node, (inner, parent) => {
    const made = replaced(inner, inside, parent);
    if (made === undefined) return true;
    text += code.slice(at, inner.start) + made;
    at = inner.end;
    return false;
  });
  return text + code.slice(at, node.end);
}
