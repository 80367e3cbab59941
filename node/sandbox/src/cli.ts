#!/usr/bin/env node
import { spawnSync } from 'node:child_process';

import { findBinary } from './binary.js';

const { status, error } = spawnSync(findBinary(), process.argv.slice(2), { stdio: 'inherit' });
if (error !== undefined) throw error;
process.exitCode = status ?? 1;
