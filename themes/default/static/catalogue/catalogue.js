// The catalogue: the filter, and the campaigns of this month. Without scripts the page shows
// everything.

import { attachFilter } from './filter.js';
import { markMonth } from './months.js';

const filter = document.querySelector('#_filter');
if (filter) attachFilter(filter);

const campaigns = document.querySelector('#_campaigns');
if (campaigns) markMonth(campaigns);
