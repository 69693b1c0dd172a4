// Narrows an answer to pages of one kind, one contact route, one payment, one audience. Repeats src/search/facets.rs.

/**
 * Those of the documents that fit the filter, { axis: term }, and by axis and term how many would if that term were chosen
 * on that axis. `facets` are [axis, term, documents].
 */
export function narrow(matching, filter, facets, documents) {
  const chosen = Object.entries(filter).map(([axis, term]) => {
    const holders = new Uint8Array(documents);
    for (const document of facets.find(([of, name]) => of === axis && name === term)?.[2] ?? []) holders[document] = 1;
    return { axis, holders };
  });
  const fitting = (leftOut) => {
    const others = chosen.filter(({ axis }) => axis !== leftOut);
    return matching.filter((document) => others.every(({ holders }) => holders[document]));
  };
  const counts = {};
  for (const axis of new Set(facets.map(([of]) => of))) {
    const fits = new Uint8Array(documents);
    for (const document of fitting(axis)) fits[document] = 1;
    const own = facets.filter(([of]) => of === axis).map(([, term, holders]) => [term, holders.reduce((sum, document) => sum + fits[document], 0)]);
    counts[axis] = Object.fromEntries(own.filter(([, count]) => count > 0));
  }
  return { matching: fitting(), counts };
}
