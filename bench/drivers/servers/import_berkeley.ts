import 'berkeley';
