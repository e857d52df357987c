//! One form or oddity each, cut to the fewest lines.
