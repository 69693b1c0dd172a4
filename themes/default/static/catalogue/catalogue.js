// The catalogue: the filter, and the campaigns of this month. Without scripts the page shows
// everything.

import { attachFilter } from './filter.js';
import { markMonth } from './months.js';

const filter = document.querySelector('#filter');
if (filter) attachFilter(filter);

const campaigns = document.querySelector('#campaigns');
if (campaigns) markMonth(campaigns);
