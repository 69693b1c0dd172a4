// The catalogue of what is printed: narrows it, and says what this month is for. The page shows everything without it.

import { attachFilter } from './filter.js';
import { markMonth } from './months.js';

const filter = document.querySelector('#filter');
if (filter) attachFilter(filter);

const campaigns = document.querySelector('#campaigns');
if (campaigns) markMonth(campaigns);
