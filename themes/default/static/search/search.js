// What a page loads when someone touches a search box: the engine, which answers, and the forms that ask it. A build joins
// this file and all it imports into one classic script, which sets `wuzha.open` and `wuzha.attachSearch`.

export { attachSearch } from './attach.js';
export { open } from './engine.js';
