import { DEVELOPMENT, PRODUCTION } from './lib/browser.js';
import { tellAll } from './lib/tell.js';
import { OF_CREDENTIALS } from './stories/index.js';

tellAll(DEVELOPMENT);
// the cookie of a production instance changes nothing about the other stories
tellAll(PRODUCTION, OF_CREDENTIALS);
