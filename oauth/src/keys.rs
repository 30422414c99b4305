pub struct KeyRing;
