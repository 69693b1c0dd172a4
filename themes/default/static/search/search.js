// The script that a page loads when a search box is first used: the engine and the forms that use
// it. A build joins this file and all it imports into one classic script, which sets `wuzha.open`
// and `wuzha.attachSearch`.

export { attachSearch } from './attach.js';
export { open } from './engine.js';
