import 'berkeley/socket';
