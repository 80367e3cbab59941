import { NODE } from './lib/node.js';
import { tellAll } from './lib/tell.js';

tellAll(NODE);
