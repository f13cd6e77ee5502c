/** What hostile rooms cost: each case at two sizes, so that what is not linear shows. */
package dev.roomstate.bench.adversarial;
